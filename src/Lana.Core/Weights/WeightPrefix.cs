namespace Lana.Weights;

/// <summary>Finds the prefix that wrappers add to the names of a network: <c>module.</c>, <c>model.</c>,
/// <c>backbone.</c> and combinations of them.</summary>
internal static class WeightPrefix
{
    // More than any wrapper adds; it bounds the work for malicious names.
    private const int MaxSegments = 8;

    /// <summary>Returns the prefix under which the most names are those of the network.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isWanted">Returns true if the network has a tensor with this name in the file.</param>
    /// <returns>The prefix with its last dot; empty if no prefix is better than none.</returns>
    /// <exception cref="SafetensorsException">Several prefixes fit equally well.</exception>
    public static string Find(SafetensorsFile file, Func<string, bool> isWanted)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        foreach (var prefix in file.Tensors.SelectMany(entry => Fitting(entry.Name, isWanted)))
        {
            counts[prefix] = counts.GetValueOrDefault(prefix) + 1;
        }

        var most = counts.Values.Max();
        var best = counts.Where(pair => pair.Value == most).Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList();
        if (best[0].Length > 0 && best.Count > 1)
        {
            throw new SafetensorsException(
                file.Path,
                $"the network is in it {best.Count} times, under the prefixes {string.Join(", ", best)}: choose one with " +
                $"{nameof(WeightLoadOptions)}.{nameof(WeightLoadOptions.Prefix)}, and leave the others out with " +
                $"{nameof(WeightLoadOptions.Ignore)}.");
        }

        return best[0];
    }

    private static IEnumerable<string> Fitting(string name, Func<string, bool> isWanted)
    {
        var start = 0;
        for (var segment = 0; segment <= MaxSegments; segment++)
        {
            if (isWanted(name[start..]))
            {
                yield return name[..start];
            }

            start = name.IndexOf('.', start) + 1;
            if (start == 0)
            {
                yield break;
            }
        }
    }
}
