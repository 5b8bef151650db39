using Lana.Modules;
using Lana.Networks;
using Lana.Storage;
using static TorchSharp.torch;

namespace Lana.Weights;

/// <summary>Carries the state of modules and networks to safetensors files and back.</summary>
/// <remarks>Keys are those of <see cref="LayeredNetwork.State"/>: the names and the order that PyTorch and timm
/// use.</remarks>
public static class ModuleWeights
{
    /// <summary>Writes the state of a network, whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file to write; replaced if it is there.</param>
    /// <param name="type">How floating-point numbers are stored: F32, F16 or BF16.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Save(LayeredNetwork network, string path, WeightType type = WeightType.F32)
    {
        ArgumentNullException.ThrowIfNull(network);
        Write(network.State, path, type);
    }

    /// <summary>Writes the state of a module, whole or not at all.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file to write; replaced if it is there.</param>
    /// <param name="type">How floating-point numbers are stored: F32, F16 or BF16.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Save(LanaModule module, string path, WeightType type = WeightType.F32)
    {
        ArgumentNullException.ThrowIfNull(module);
        Write(module.state_dict(), path, type);
    }

    /// <summary>Reads the state of a network.</summary>
    /// <param name="network">The network; changed only if the whole file fits.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">The file is missing or damaged, or tensors are missing, extra or of
    /// another shape: the message lists all of them, and nothing has been changed.</exception>
    public static void Load(LayeredNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        Read([.. network.State], path);
    }

    /// <summary>Reads the state of a module.</summary>
    /// <param name="module">The module; changed only if the whole file fits.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">The file is missing or damaged, or tensors are missing, extra or of
    /// another shape: the message lists all of them, and nothing has been changed.</exception>
    public static void Load(LanaModule module, string path)
    {
        ArgumentNullException.ThrowIfNull(module);
        Read([.. module.state_dict()], path);
    }

    /// <summary>A short text that changes with any weight of a network.</summary>
    /// <param name="network">The network.</param>
    /// <returns>A hash of names and values.</returns>
    public static string Fingerprint(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var hash = new ContentHash();
        foreach (var (name, tensor) in network.State)
        {
            using var scope = NewDisposeScope();
            hash.Add(name).Add(tensor.detach().cpu().contiguous().bytes);
        }

        return hash.ToText();
    }

    /// <summary>Writes named tensors, whole or not at all.</summary>
    /// <param name="state">float32 and int64 tensors; they stay the caller's.</param>
    /// <param name="path">The file to write; replaced if it is there.</param>
    /// <param name="type">How floating-point numbers are stored: F32, F16 or BF16.</param>
    /// <param name="metadata">Free texts by key; null for none.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Write(
        IEnumerable<KeyValuePair<string, Tensor>> state,
        string path,
        WeightType type = WeightType.F32,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        SafetensorsWriter.Write(path, state.Select(pair => ToData(pair.Key, pair.Value, type)), metadata);
    }

    /// <summary>Reads named tensors in place.</summary>
    /// <param name="state">float32 and int64 tensors; changed only if the whole file fits.</param>
    /// <param name="path">The file.</param>
    /// <returns>The file's metadata.</returns>
    /// <exception cref="SafetensorsException">The file is missing or damaged, or does not fit.</exception>
    public static IReadOnlyDictionary<string, string> Read(
        IReadOnlyCollection<KeyValuePair<string, Tensor>> state, string path)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var file = SafetensorsFile.Open(path);
        ThrowIfUnfit(state, file);
        using var gradients = no_grad();
        foreach (var (name, target) in state)
        {
            using var source = ReadTensor(file, name, target);
            target.copy_(source);
        }

        return file.Metadata;
    }

    private static TensorData ToData(string name, Tensor tensor, WeightType type)
    {
        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        return plain.dtype == ScalarType.Int64
            ? TensorData.FromInt64s(name, plain.shape, plain.data<long>().ToArray())
            : TensorData.FromSingles(name, plain.shape, plain.data<float>().ToArray(), type);
    }

    private static Tensor ReadTensor(SafetensorsFile file, string name, Tensor target)
    {
        var count = checked((int)target.numel());
        if (target.dtype == ScalarType.Int64)
        {
            var integers = new long[count];
            file.ReadInt64s(name, integers);
            using var flatIntegers = tensor(integers);
            return flatIntegers.reshape(target.shape);
        }

        var singles = new float[count];
        file.ReadSingles(name, singles);
        using var flat = tensor(singles);
        return flat.reshape(target.shape);
    }

    private static void ThrowIfUnfit(IReadOnlyCollection<KeyValuePair<string, Tensor>> state, SafetensorsFile file)
    {
        var wanted = state.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var found = file.Tensors.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var missing = wanted.Keys.Where(name => !found.ContainsKey(name));
        var extra = found.Keys.Where(name => !wanted.ContainsKey(name));
        var misshaped = wanted
            .Where(pair => found.TryGetValue(pair.Key, out var entry) && !entry.Shape.SequenceEqual(pair.Value.shape))
            .Select(pair => $"{pair.Key} is [{string.Join(", ", found[pair.Key].Shape)}], not " +
                $"[{string.Join(", ", pair.Value.shape)}]");
        string[] faults = [.. Group("missing", missing), .. Group("extra", extra), .. Group("of another shape", misshaped)];
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
