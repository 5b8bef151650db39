using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>A batch ready for a training step: mixed images and the teacher's answer to them.</summary>
/// <param name="Images">float32 [N, C, H, W], channels last.</param>
/// <param name="Labels">[N] or null.</param>
/// <param name="TeacherOutputs">Logits [N, K]; null without a teacher.</param>
internal sealed record PreparedBatch(Tensor Images, Tensor? Labels, Tensor? TeacherOutputs) : IDisposable
{
    /// <summary>The labels of the images that were mixed in; null where none were or none are labelled.</summary>
    public Tensor? PartnerLabels { get; init; }

    /// <summary>The share of each image in its mixture, 0 to 1.</summary>
    public double Share { get; init; } = 1.0;

    /// <summary>The teacher's feature after each layer; empty where features are not compared.</summary>
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
