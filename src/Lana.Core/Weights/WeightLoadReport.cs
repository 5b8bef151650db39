using System.Collections.Immutable;

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
    IReadOnlyDictionary<string, string> Metadata);
