using static TorchSharp.torch;

namespace Lana.FineTuning;

/// <summary>A batch ready for a training step: images laid out, the teacher already asked.</summary>
/// <param name="Images">float32 [N, C, H, W], channels last.</param>
/// <param name="Labels">[N] or null.</param>
/// <param name="TeacherOutputs">Logits [N, K]; null without a teacher.</param>
internal sealed record PreparedBatch(Tensor Images, Tensor? Labels, Tensor? TeacherOutputs) : IDisposable
{
    public void Dispose()
    {
        Images.Dispose();
        Labels?.Dispose();
        TeacherOutputs?.Dispose();
    }
}
