using Lana.Definitions;
using Lana.Networks;

namespace Lana.Weights;

/// <summary>Saves the state of modules and networks to safetensors files and loads it.</summary>
/// <remarks>Keys are those of <see cref="Network.State"/>: the names and the order that PyTorch and timm use.</remarks>
public static class ModuleWeights
{
    /// <summary>Writes the state of a network, completely or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file to write; replaced if it exists.</param>
    /// <param name="type">The format of floating-point numbers: F32, F16 or BF16.</param>
    /// <param name="map">Maps names for the file; null for the network's names.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Save(
        Network network, string path, WeightType type = WeightType.F32, WeightMap? map = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        var state = map is null
            ? network.State
            : network.State.Select(pair => KeyValuePair.Create(map.ToTheirs(pair.Key), pair.Value));
        Write(state, path, type);
    }

    /// <summary>Writes the state of a module, completely or not at all.</summary>
    /// <param name="module">The module.</param>
    /// <param name="path">The file to write; replaced if it exists.</param>
    /// <param name="type">The format of floating-point numbers: F32, F16 or BF16.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Save(LanaModule module, string path, WeightType type = WeightType.F32)
    {
        ArgumentNullException.ThrowIfNull(module);
        Write(module.state_dict(), path, type);
    }

    /// <summary>Reads the state of a network.</summary>
    /// <param name="network">The network; changed only if the whole file fits.</param>
    /// <param name="path">The file. F16, BF16 and F64 become float32; the batch counters may all be missing.</param>
    /// <param name="options">Options for other names or another number of classes; null for a file with the network's
    /// own names and shapes.</param>
    /// <returns>A report of the tensors that were loaded and those that were not.</returns>
    /// <exception cref="SafetensorsException">The file is missing or damaged, or tensors are missing, extra, of another
    /// shape or of another type: the message lists all of them, and nothing has been changed.</exception>
    public static WeightLoadReport Load(Network network, string path, WeightLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var file = SafetensorsFile.Open(path);
        return StateReader.Read(file, [.. network.State], Classifier(network), options ?? new WeightLoadOptions());
    }

    /// <summary>Reads the state of a module.</summary>
    /// <param name="module">The module; changed only if the whole file fits.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">The file is missing or damaged, or tensors are missing, extra or of
    /// another shape or type: the message lists all of them, and nothing has been changed.</exception>
    public static void Load(LanaModule module, string path)
    {
        ArgumentNullException.ThrowIfNull(module);
        Read([.. module.state_dict()], path);
    }

    /// <summary>Computes a short text that changes with any weight of a network.</summary>
    /// <param name="network">The network.</param>
    /// <returns>A hash of names and values.</returns>
    public static string Fingerprint(Network network)
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

    /// <summary>Writes named float32 and int64 tensors, completely or not at all.</summary>
    internal static void Write(
        IEnumerable<KeyValuePair<string, Tensor>> state,
        string path,
        WeightType type = WeightType.F32,
        IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsWriter.Write(path, state.Select(pair => ToData(pair.Key, pair.Value, type)), metadata);

    /// <summary>Reads named tensors in place if the whole file fits; returns its metadata.</summary>
    internal static IReadOnlyDictionary<string, string> Read(
        IReadOnlyCollection<KeyValuePair<string, Tensor>> state, string path)
    {
        using var file = SafetensorsFile.Open(path);
        StateReader.Read(file, state);
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

    // The last linear layer of the last node.
    private static HashSet<string> Classifier(Network network)
    {
        var last = network.Definition.Nodes[^1].Definition;
        return (last is Chain chain ? chain.Parts : [last!]).OfType<Linear>().LastOrDefault() is { } linear
            ? [$"{linear.Name}.weight", $"{linear.Name}.bias"]
            : [];
    }
}
