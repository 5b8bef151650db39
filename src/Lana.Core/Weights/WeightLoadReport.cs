namespace Lana.Weights;

/// <summary>The result of reading a network's weights.</summary>
/// <param name="Loaded">Tensors that came from the file.</param>
/// <param name="Skipped">Tensors that were not changed: the classifier, if
/// <see cref="WeightLoadOptions.SkipsOtherClassifier"/> allowed that.</param>
/// <param name="Reset">Batch counters that old files do not have; they are now 0.</param>
/// <param name="Metadata">The file's free texts.</param>
public sealed record WeightLoadReport(
    int Loaded,
    ImmutableArray<string> Skipped,
    ImmutableArray<string> Reset,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The prefix that was removed from the file's names.</summary>
    /// <value>Empty if none was removed.</value>
    public string Prefix { get; init; } = "";

    /// <summary>Tensors of the file that were not used, as <see cref="WeightLoadOptions.Ignore"/> allows.</summary>
    /// <value>Names in the file; empty if every tensor was used.</value>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>Tensors with the same numbers in the same order but other dimensions of size 1, for example a linear
    /// layer stored as a 1×1 convolution.</summary>
    /// <value>Names in the network; empty if all shapes were equal.</value>
    public ImmutableArray<string> Reshaped { get; init; } = [];

    /// <summary>Formats one line, for example <c>314 tensors loaded, skipped: fc.weight, fc.bias</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Loaded} tensors loaded{PrefixText}{Names("reshaped", Reshaped)}{Names("skipped", Skipped)}" +
        $"{Names("ignored", Ignored)}{ResetText}");

    private string PrefixText => Prefix.Length == 0 ? "" : $", prefix '{Prefix}' removed";

    private string ResetText => Reset.IsEmpty ? "" : $", {Reset.Length} counters reset";

    private static string Names(string what, ImmutableArray<string> names) =>
        names.IsEmpty ? "" : $", {what}: {string.Join(", ", names)}";
}
