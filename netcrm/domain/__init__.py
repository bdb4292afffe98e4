"""What things are, and the rules.

The words, one a concept: *contact* a person (``me`` is one too); *tie* two contacts know each
other; *topic* what a contact knows or cares about; *interaction* something that happened;
*exchange* one entry of the ledger, given or received; *promise* what one side will do by a day;
*follow-up* anything with a day; *open loop* help received whose outcome the helper has not been
told; *cadence* how often to be in touch; *balance* given and received of one relationship.
"""
