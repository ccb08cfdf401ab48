"""Ask drafts for what tests look at."""


def named(draft, role):
    return [name for found, name in draft.parties if found is role]


def told(draft, *names):
    return {name: draft.values.get(name) for name in names}


def cited(draft):
    return [one.number or one.literature for one in draft.citations]
