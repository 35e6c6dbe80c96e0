"""What is kept: experiments and the audit trail."""
