using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>A batch ready for a training step: images laid out and mixed, the teacher already asked.</summary>
/// <param name="Images">float32 [N, C, H, W], channels last.</param>
/// <param name="Labels">[N] or null.</param>
/// <param name="TeacherOutputs">Logits [N, K]; null without a teacher.</param>
internal sealed record PreparedBatch(Tensor Images, Tensor? Labels, Tensor? TeacherOutputs) : IDisposable
{
    /// <summary>The labels of the images that were mixed in; null where none were or none are labelled.</summary>
    public Tensor? PartnerLabels { get; init; }

    /// <summary>What each image keeps of itself, 0 to 1.</summary>
    public double Share { get; init; } = 1.0;

    /// <summary>The teacher's feature behind each layer; none where the student's are not compared with them.</summary>
    public IReadOnlyList<Tensor> TeacherFeatures { get; init; } = [];

    public void Dispose()
    {
        Images.Dispose();
        Labels?.Dispose();
        TeacherOutputs?.Dispose();
        PartnerLabels?.Dispose();
        foreach (var feature in TeacherFeatures)
        {
            feature.Dispose();
        }
    }
}
