namespace Lana.Weights;

/// <summary>Reads a file into tensors, after a check that everything fits.</summary>
internal sealed class StateReader(
    SafetensorsFile file,
    IReadOnlyCollection<KeyValuePair<string, Tensor>> state,
    Dictionary<string, TensorEntry> found,
    HashSet<string> optional)
{
    private const string Counter = ".num_batches_tracked";

    /// <summary>Reads a state whose names and shapes are those of the file.</summary>
    public static void Read(SafetensorsFile file, IReadOnlyCollection<KeyValuePair<string, Tensor>> state)
    {
        var reader = new StateReader(file, state, file.Tensors.ToDictionary(Name, StringComparer.Ordinal), []);
        reader.ThrowIfUnfit();
        reader.Copy();
    }

    /// <summary>Reads a network's state with mapped names, without counters or classifier if allowed.</summary>
    public static WeightLoadReport Read(
        SafetensorsFile file,
        IReadOnlyCollection<KeyValuePair<string, Tensor>> state,
        IReadOnlySet<string> classifier,
        WeightLoadOptions options)
    {
        var names = WeightNames.Of(file, state.Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal), options);
        var found = names.Found;
        var reset = found.Keys.Any(IsCounter) ? [] : state.Where(pair => IsCounter(pair.Key)).ToList();
        var optional = reset.Select(pair => pair.Key).ToHashSet();
        if (options.SkipsOtherClassifier)
        {
            optional.UnionWith(classifier);
        }

        var reader = new StateReader(file, state, found, optional);
        reader.ThrowIfUnfit();
        var loaded = reader.Copy();
        foreach (var (_, counter) in reset)
        {
            counter.zero_();
        }

        var skipped = state.Select(pair => pair.Key).Where(name => classifier.Contains(name) && !loaded.Contains(name));
        return new WeightLoadReport(loaded.Count, [.. skipped], [.. reset.Select(pair => pair.Key)], file.Metadata)
        {
            Prefix = names.Prefix,
            Ignored = names.Ignored,
            Reshaped = [.. state.Where(pair => loaded.Contains(pair.Key)).Where(reader.IsReshaped).Select(pair => pair.Key)],
        };
    }

    private static string Name(TensorEntry entry) => entry.Name;

    private static bool IsCounter(string name) => name.EndsWith(Counter, StringComparison.Ordinal);

    private static bool IsReadable(TensorEntry entry, Tensor target) => target.dtype == ScalarType.Int64
        ? WeightConversion.IsInteger(entry.ElementType)
        : entry.ElementType is WeightType.F32 or WeightType.F16 or WeightType.BF16 or WeightType.F64;

    // The same numbers in the same order: only dimensions of size 1 may differ.
    private static bool HasNumbersOf(TensorEntry entry, Tensor target) =>
        entry.Shape.Where(size => size != 1).SequenceEqual(target.shape.Where(size => size != 1));

    private bool IsReshaped(KeyValuePair<string, Tensor> pair) => !found[pair.Key].Shape.SequenceEqual(pair.Value.shape);

    private HashSet<string> Copy()
    {
        using var gradients = no_grad();
        var copied = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, target) in state)
        {
            if (found.TryGetValue(name, out var entry) && HasNumbersOf(entry, target))
            {
                // One tensor at a time: no second copy of the whole file is ever in memory.
                using var source = empty(target.shape, target.dtype);
                Fill(entry.Name, source);
                target.copy_(source);
                copied.Add(name);
            }
        }

        return copied;
    }

    private void Fill(string name, Tensor source)
    {
        if (source.dtype == ScalarType.Int64)
        {
            file.ReadInt64s(name, MemoryMarshal.Cast<byte, long>(source.bytes));
        }
        else
        {
            file.ReadSingles(name, MemoryMarshal.Cast<byte, float>(source.bytes));
        }
    }

    private void ThrowIfUnfit()
    {
        var wanted = state.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var both = wanted
            .Where(pair => found.ContainsKey(pair.Key))
            .Select(pair => (pair.Key, pair.Value, Entry: found[pair.Key]));
        var missing = wanted.Keys.Where(name => !found.ContainsKey(name) && !optional.Contains(name));
        var extra = found.Where(pair => !wanted.ContainsKey(pair.Key)).Select(pair => pair.Value.Name);
        var misshaped = both
            .Where(each => !HasNumbersOf(each.Entry, each.Value) && !optional.Contains(each.Key))
            .Select(each => $"{each.Key} is [{string.Join(", ", each.Entry.Shape)}], not " +
                $"[{string.Join(", ", each.Value.shape)}]");
        var mistyped = both
            .Where(each => !IsReadable(each.Entry, each.Value))
            .Select(each => $"{each.Key} is {WeightLayout.NameOf(each.Entry.ElementType)}, not {each.Value.dtype}");
        string[] faults =
        [
            .. Group("missing", missing),
            .. Group("extra", extra),
            .. Group("of another shape", misshaped),
            .. Group("of another type", mistyped),
        ];
        if (faults.Length > 0)
        {
            throw new SafetensorsException(
                file.Path, $"it does not fit this network; nothing was loaded. {string.Join(" ", faults)}");
        }
    }

    private static IEnumerable<string> Group(string what, IEnumerable<string> names)
    {
        var listed = names.ToList();
        if (listed.Count > 0)
        {
            yield return $"{listed.Count} {what}: {string.Join(", ", listed)}.";
        }
    }
}
