using Lana.Data;
using Lana.Devices;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Scoring;

namespace Accelerate;

/// <summary>What came out of a run: <c>report.json</c>.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="TeacherMs">Its latency on this device, in milliseconds of a batch.</param>
/// <param name="StudentMs">The latency of the student, measured beside it.</param>
/// <param name="BudgetMs">What the student may take.</param>
/// <param name="Speedup">The first by the second.</param>
/// <param name="IsWithinBudget">Whether the budget is met.</param>
/// <param name="TeacherParameters">The numbers that the teacher has learned.</param>
/// <param name="StudentParameters">Those of the student.</param>
/// <param name="Outputs">How far each output is from the teacher's, on held-out images.</param>
/// <param name="TeacherAccuracy">Top-1 of the teacher on labelled held-out images; null without labels.</param>
/// <param name="StudentAccuracy">Top-1 of the student.</param>
/// <param name="HeldOutImages">The images that this was judged by.</param>
/// <param name="Layers">The operation in each layer.</param>
/// <param name="StageSeconds">How long each stage took.</param>
/// <param name="Device">The device, threads and batch.</param>
/// <param name="IsShort">Whether the numbers mean nothing.</param>
internal sealed record Outcome(
    string Network,
    double TeacherMs,
    double StudentMs,
    double BudgetMs,
    double Speedup,
    bool IsWithinBudget,
    long TeacherParameters,
    long StudentParameters,
    IReadOnlyList<OutputAgreement> Outputs,
    double? TeacherAccuracy,
    double? StudentAccuracy,
    int HeldOutImages,
    IReadOnlyList<LayerChoice> Layers,
    IReadOnlyDictionary<string, double> StageSeconds,
    string Device,
    bool IsShort)
{
    public static async Task<Outcome> OfAsync(
        Network teacher,
        AccelerationResult result,
        AccelerateSettings settings,
        DeviceProfile profile,
        IBatchSource heldOut,
        CancellationToken cancellationToken) => new(
            teacher.Name,
            result.Latency.TeacherMs,
            result.Latency.StudentMs,
            result.Latency.BudgetMs,
            result.Latency.Speedup,
            result.Latency.IsWithinBudget,
            teacher.Cost.Parameters,
            result.Student.Cost.Parameters,
            result.OutputAgreements,
            settings.HasLabels ? await Top1Async(teacher, heldOut, cancellationToken) : null,
            settings.HasLabels ? await Top1Async(result.Student, heldOut, cancellationToken) : null,
            heldOut.Count,
            LayerChoice.Of(teacher, result),
            result.StageSeconds,
            $"{profile.Device}, threads: {profile.Threads}, images in a batch: {profile.Batch}",
            settings.IsShort);

    private static async Task<double> Top1Async(Network network, IBatchSource images, CancellationToken cancellationToken) =>
        (await NetworkEvaluator.EvaluateAsync(network, images, cancellationToken: cancellationToken)).Accuracy;
}
