"""The portal's own pages of accounts; the rest are allauth's, with templates of the portal."""
