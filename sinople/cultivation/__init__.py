"""The cultivation pool: candidates, their creation plans and milestones, visits."""
