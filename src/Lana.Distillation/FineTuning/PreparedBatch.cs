namespace Lana.FineTuning;

/// <summary>A batch ready for a training step: mixed images and the teacher's outputs for them.</summary>
/// <param name="Images">float32 [N, C, H, W], channels last.</param>
/// <param name="Labels">[N] or null.</param>
/// <param name="PartnerLabels">The labels of the images that were mixed in; null without mixup or labels.</param>
/// <param name="Share">The share of each image in its mixture, 0 to 1.</param>
/// <param name="TeacherOutputs">Logits [N, K]; null without a teacher.</param>
/// <param name="TeacherFeatures">The teacher's feature after each layer; empty if they are not compared.</param>
internal sealed record PreparedBatch(
    Tensor Images,
    Tensor? Labels,
    Tensor? PartnerLabels,
    double Share,
    Tensor? TeacherOutputs,
    IReadOnlyList<Tensor> TeacherFeatures) : IDisposable
{
    public void Dispose()
    {
        Images.Dispose();
        Labels?.Dispose();
        PartnerLabels?.Dispose();
        TeacherOutputs?.Dispose();
        foreach (var feature in TeacherFeatures)
        {
            feature.Dispose();
        }
    }
}
