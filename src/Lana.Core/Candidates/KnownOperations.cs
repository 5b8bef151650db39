namespace Lana.Candidates;

/// <summary>Every operation that Lana knows by name, and error messages for unknown names.</summary>
internal static class KnownOperations
{
    // The maximum length of a name: only the beginning of longer texts is compared and shown.
    private const int MaxLength = 40;

    private static readonly char[] Digits = [.. "0123456789"];

    private static readonly Operation[] InOrder =
        [.. SearchSpace.Full.Operations.Union(SearchSpace.Modern.Operations).Union(SearchSpace.Inherited.Operations)];

    public static FrozenDictionary<string, Operation> All { get; } =
        InOrder.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>Describes the error in the name, and lists the nearest names.</summary>
    public static string Complain(string name)
    {
        var start = name.Length <= MaxLength ? name : name[..MaxLength];
        return $"There is no operation '{Shortened.Of(name, MaxLength)}': {Fault(start)}. " +
            $"The nearest are {string.Join(", ", NearestNames.Of(start, All.Keys))}.";
    }

    private static string Fault(string name)
    {
        var families = InOrder.Select(operation => operation.Family).Distinct().Order(StringComparer.Ordinal).ToList();
        var family = families
            .Where(known => name == known || name.StartsWith($"{known}_", StringComparison.Ordinal))
            .MaxBy(known => known.Length);
        if (family is null)
        {
            return $"its family is none of {string.Join(", ", families)}";
        }

        var members = InOrder.Where(operation => operation.Family == family).Select(Numbers).ToList();
        var given = name[family.Length..].Split('_', StringSplitOptions.RemoveEmptyEntries);
        return given
            .Select(part => FaultOfPart(family, part, members))
            .FirstOrDefault(fault => fault is not null) ?? $"{family} has no member with these numbers in this order";
    }

    private static string? FaultOfPart(string family, string part, List<string[]> members)
    {
        var key = part.TrimEnd('.').IndexOfAny(Digits) is >= 0 and var digit ? part[..digit] : part;
        var values = members
            .SelectMany(numbers => numbers)
            .Where(number => number[..number.IndexOfAny(Digits)] == key)
            .Distinct()
            .ToList();
        if (values.Contains(part))
        {
            return null;
        }

        return values.Count == 0
            ? $"{family} has no number '{part}'"
            : $"{family} has no '{part}', it has {string.Join(", ", values)}";
    }

    private static string[] Numbers(Operation operation) =>
        operation.Name[operation.Family.Length..].Split('_', StringSplitOptions.RemoveEmptyEntries);
}
