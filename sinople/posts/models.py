"""What a browser sent, kept: keys of posts already answered, posts parked over a lost session, drafts, and who is editing."""

from django.db import models

from sinople.kernel.ids import new_key


class Answered(models.Model):
    """A post that was answered, by its idempotency key: the same key gets the same answer and no new rows."""

    post_key = models.CharField(max_length=40)
    person_id = models.BigIntegerField()
    path = models.CharField(max_length=300)
    location = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person_id", "post_key"), name="post_is_answered_once"),)


class Parked(models.Model):
    """A post whose session was lost: given back after sign-in to the browser that sent it, until the form is sent."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    path = models.CharField(max_length=300)
    typed = models.TextField()
    at = models.DateTimeField()


class Draft(models.Model):
    """A form as one types, saved by itself: one per person, form and thing."""

    person_id = models.BigIntegerField()
    path = models.CharField(max_length=300)
    typed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person_id", "path"), name="draft_is_one_a_form"),)


class Presence(models.Model):
    """Who has a thing open for editing, and since when they were last seen."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    person_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "key", "person_id"), name="presence_is_one_a_person"),)
