"""The application: answers, materials, hand-in, correction, withdrawal."""
