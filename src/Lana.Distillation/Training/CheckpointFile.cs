using Lana.Weights;

namespace Lana.Training;

/// <summary>The state of a training in one file: tensors, facts as text, and a hash over both.</summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">The hash of all inputs of the training; a file with another one is ignored.</param>
internal sealed class CheckpointFile(string path, string fingerprint)
{
    private const string FingerprintKey = "fingerprint";
    private const string HashKey = "hash";

    /// <summary>Replaces the file, completely or not at all.</summary>
    public void Write(
        IReadOnlyCollection<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> facts) =>
        ModuleWeights.Write(
            tensors,
            path,
            WeightType.F32,
            new Dictionary<string, string>(facts) { [FingerprintKey] = fingerprint, [HashKey] = Hash(tensors, facts) });

    /// <summary>Reads the facts without the tensors; null if there is no checkpoint with this fingerprint.</summary>
    public IReadOnlyDictionary<string, string>? ReadFacts()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = SafetensorsFile.Open(path);
        return file.Metadata.GetValueOrDefault(FingerprintKey) == fingerprint ? file.Metadata : null;
    }

    /// <summary>Overwrites the tensors and restores the facts from a checkpoint with this fingerprint, if any.</summary>
    /// <exception cref="SafetensorsException">It is damaged; the tensors have then been overwritten.</exception>
    public bool TryRead(
        IReadOnlyCollection<KeyValuePair<string, Tensor>> tensors, Action<IReadOnlyDictionary<string, string>> restore)
    {
        if (ReadFacts() is null)
        {
            return false;
        }

        var metadata = ModuleWeights.Read(tensors, path);
        var facts = metadata.Where(pair => pair.Key is not (FingerprintKey or HashKey)).ToDictionary();
        if (metadata.GetValueOrDefault(HashKey) != Hash(tensors, facts))
        {
            throw Damaged();
        }

        try
        {
            restore(facts);
        }
        catch (Exception cause) when (cause is KeyNotFoundException or FormatException or OverflowException)
        {
            throw Damaged(cause);
        }

        return true;
    }

    public void Delete()
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private SafetensorsException Damaged(Exception? cause = null) => new(
        path, "the checkpoint is not what was written. Delete it to begin this training again.", innerException: cause);

    // A weight with a flipped bit is still a valid weight: only a hash detects the change.
    private string Hash(IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> facts)
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
