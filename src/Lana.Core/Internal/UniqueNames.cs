namespace Lana.Internal;

/// <summary>Assigns unique names; a number is added to a name that is taken.</summary>
/// <param name="taken">Names that are taken from the beginning.</param>
internal sealed class UniqueNames(params IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>Reserves a name.</summary>
    public string Take(string name)
    {
        var result = name;
        while (!_taken.Add(result))
        {
            _next[name] = _next.GetValueOrDefault(name, 1) + 1;
            result = $"{name}_{_next[name]}";
        }

        return result;
    }
}
