namespace Lana.Problem;

/// <summary>A side rule: limits the number of neighbouring layers that choose an operation.</summary>
/// <param name="Operation">The operation's canonical name, for example <c>identity</c>.</param>
/// <param name="MaxLength">The maximum number of neighbouring layers, in the problem's order; at least 0.</param>
internal readonly record struct RunLimit(string Operation, int MaxLength)
{
    internal static int MaxRun<T>(IEnumerable<T> operations, T operation)
    {
        var (longest, run) = (0, 0);
        foreach (var chosen in operations)
        {
            run = EqualityComparer<T>.Default.Equals(chosen, operation) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
