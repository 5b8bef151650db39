namespace Lana.Weights;

/// <summary>What became of a network's tensors.</summary>
/// <param name="Loaded">Tensors that came from the file.</param>
/// <param name="Skipped">Tensors that stayed as they were: the classifier, where
/// <see cref="WeightLoadOptions.SkipsOtherClassifier"/> allowed that.</param>
/// <param name="Reset">Counters of batches that old files do not have; they are 0 now.</param>
/// <param name="Metadata">The file's free texts.</param>
public sealed record WeightLoadReport(
    int Loaded,
    ImmutableArray<string> Skipped,
    ImmutableArray<string> Reset,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>One line for a reader, for example <c>314 tensors loaded, skipped: fc.weight, fc.bias</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var skipped = Skipped.IsEmpty ? "" : $", skipped: {string.Join(", ", Skipped)}";
        var reset = Reset.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $", {Reset.Length} counters reset");
        return string.Create(CultureInfo.InvariantCulture, $"{Loaded} tensors loaded{skipped}{reset}");
    }
}
