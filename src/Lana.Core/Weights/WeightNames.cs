using System.IO.Enumeration;

namespace Lana.Weights;

/// <summary>The tensors of a file under the names of a network.</summary>
/// <param name="Found">The tensors by the name in the network, or by the file's name if the network has no such
/// tensor.</param>
/// <param name="Prefix">The prefix that was removed from the file's names; empty for none.</param>
/// <param name="Ignored">Tensors that the network does not have and that the caller allows.</param>
internal sealed record WeightNames(
    Dictionary<string, TensorEntry> Found, string Prefix, ImmutableArray<string> Ignored)
{
    /// <summary>Removes the prefix, then applies the map.</summary>
    /// <exception cref="SafetensorsException">Several prefixes fit, or two tensors get the same name.</exception>
    public static WeightNames Of(SafetensorsFile file, IReadOnlySet<string> wanted, WeightLoadOptions options)
    {
        var prefix = options.Prefix is { Length: > 0 } given
            ? given.TrimEnd('.') + '.'
            : options.Prefix ?? WeightPrefix.Find(file, name => wanted.Contains(Mapped(options.Map, name)));
        var found = new Dictionary<string, TensorEntry>(StringComparer.Ordinal);
        var ignored = new List<string>();

        // Names with the prefix come first: another tensor of the same name is then extra.
        foreach (var entry in file.Tensors.OrderBy(entry => !HasPrefix(entry, prefix)))
        {
            var hasPrefix = HasPrefix(entry, prefix);
            var bare = hasPrefix ? entry.Name[prefix.Length..] : entry.Name;
            var name = Mapped(options.Map, bare);
            var isUsed = wanted.Contains(name) && (hasPrefix || !found.ContainsKey(name));
            var key = isUsed ? name : entry.Name;
            if (!isUsed && options.Ignore.Any(pattern => Matches(pattern, entry.Name) || Matches(pattern, bare)))
            {
                ignored.Add(entry.Name);
            }
            else if (!found.TryAdd(key, entry))
            {
                throw new SafetensorsException(
                    file.Path, $"the map gives '{found[key].Name}' the same name, '{key}'.", entry.Name);
            }
        }

        return new WeightNames(found, prefix, [.. ignored]);
    }

    private static string Mapped(WeightMap? map, string name) => map?.ToOurs(name) ?? name;

    private static bool HasPrefix(TensorEntry entry, string prefix) =>
        entry.Name.StartsWith(prefix, StringComparison.Ordinal);

    private static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
