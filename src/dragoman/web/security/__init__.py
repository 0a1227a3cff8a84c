"""What stands between the network and the pages: who asks, what they may do, and what browsers are told.

``install`` puts it all before an application. From the outside in:

- ``headers``: what every response says to browsers (content security policy and the like);
- ``limits``: how large a request may be;
- ``hosts``: by which names the application may be called;
- ``gate``: who asks (session, token, or the one user on loopback), from which site, whether the path is open
  to them; it writes downloads, uploads and decisions into the log.

Inside, ``csrf.protect`` is a dependency of the whole application: it checks the token of every form.
"""
