from django.db import migrations


def write_down(apps, schema_editor):
    """Write down what is held by the grants that stand."""
    grants = apps.get_model("titles", "Grant").objects.filter(state="valid")
    holdings = apps.get_model("people", "Holding").objects
    for grant in grants.iterator(500):
        holdings.get_or_create(
            ref=grant.key, defaults={"organisation_id": grant.organisation_id, "title_code": grant.title_code, "since": grant.granted_on}
        )


class Migration(migrations.Migration):

    dependencies = [
        ("titles", "0002_words_found_by_grams"),
        ("people", "0004_kinds_of_sites_and_holdings"),
    ]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
