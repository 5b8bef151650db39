namespace Lana.Sharding;

/// <summary>Finds out which claims are stale: those that have not changed for a while, by the clock of whoever looks.</summary>
internal sealed class ClaimWatch(TimeSpan timeout, TimeProvider time)
{
    private readonly Dictionary<string, (int Number, string Text, long Since)> _seen = [];

    /// <summary>Looks at a claim.</summary>
    /// <returns>Whether it has been the same for as long as the timeout.</returns>
    public bool IsStale(string unit, int number, string text)
    {
        if (!_seen.TryGetValue(unit, out var seen) || seen.Number != number || seen.Text != text)
        {
            _seen[unit] = (number, text, time.GetTimestamp());
            return false;
        }

        return time.GetElapsedTime(seen.Since) >= timeout;
    }
}
