using Lana.Internal;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.Training;

/// <summary>The state of a training in one file: tensors, a few facts, and a hash over all of it.</summary>
internal static class CheckpointFile
{
    private const string FingerprintKey = "fingerprint";
    private const string HashKey = "hash";

    /// <summary>Writes the state, whole or not at all.</summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="fingerprint">The hash of everything the training depends on.</param>
    /// <param name="tensors">Named tensors.</param>
    /// <param name="facts">Numbers as text.</param>
    public static void Write(
        string path,
        string fingerprint,
        IReadOnlyCollection<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string> facts) => ModuleWeights.Write(
            tensors,
            path,
            WeightType.F32,
            new Dictionary<string, string>(facts) { [FingerprintKey] = fingerprint, [HashKey] = Hash(fingerprint, tensors, facts) });

    /// <summary>The facts of a checkpoint of the same fingerprint, without its tensors.</summary>
    /// <returns>Null where there is none.</returns>
    public static IReadOnlyDictionary<string, string>? Facts(string path, string fingerprint)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = SafetensorsFile.Open(path);
        return file.Metadata.GetValueOrDefault(FingerprintKey) == fingerprint ? file.Metadata : null;
    }

    /// <summary>Reads tensors in place, and what <paramref name="restore"/> makes of the facts.</summary>
    /// <returns>Whether there was a checkpoint of this fingerprint.</returns>
    /// <exception cref="SafetensorsException">It is not what was written; the tensors have been overwritten
    /// then.</exception>
    public static bool TryRead(
        string path,
        string fingerprint,
        IReadOnlyCollection<KeyValuePair<string, Tensor>> tensors,
        Action<IReadOnlyDictionary<string, string>> restore)
    {
        if (Facts(path, fingerprint) is null)
        {
            return false;
        }

        var metadata = ModuleWeights.Read(tensors, path);
        var facts = metadata.Where(pair => pair.Key is not (FingerprintKey or HashKey)).ToDictionary();
        if (metadata.GetValueOrDefault(HashKey) != Hash(fingerprint, tensors, facts))
        {
            throw Damaged(path);
        }

        try
        {
            restore(facts);
        }
        catch (Exception cause) when (cause is KeyNotFoundException or FormatException or OverflowException)
        {
            throw Damaged(path, cause);
        }

        return true;
    }

    private static SafetensorsException Damaged(string path, Exception? cause = null) => new(
        path, "the checkpoint is not what was written. Delete it to begin this training again.", innerException: cause);

    // A flipped bit in a weight is still a weight: only a hash can tell.
    private static string Hash(
        string fingerprint,
        IEnumerable<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string> facts)
    {
        using var hash = new ContentHash();
        hash.Add(fingerprint);
        foreach (var (name, fact) in facts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.Add(name).Add(fact);
        }

        foreach (var (name, tensor) in tensors)
        {
            using var scope = NewDisposeScope();
            hash.Add(name).Add(tensor.detach().cpu().contiguous().bytes);
        }

        return hash.ToText();
    }
}
