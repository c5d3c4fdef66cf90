"""Long campaigns: races, kills and odd texts against the running application, each with a control arm."""
