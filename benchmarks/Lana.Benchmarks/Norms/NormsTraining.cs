using Lana.FineTuning;
using Lana.Networks;
using Lana.Scoring;
using Samples;

namespace Lana.Benchmarks.Norms;

/// <summary>Fine-tunes one student twice: as the file is, and with norms.</summary>
/// <param name="teacher">The teacher, as it was imported.</param>
/// <param name="data">The images.</param>
/// <param name="images">Images of an epoch.</param>
internal sealed class NormsTraining(Network teacher, FashionMnist data, int images)
{
    /// <summary>Trains both copies of a view, and evaluates them.</summary>
    public async Task<NormsRow> CompareAsync(
        Network view, (int Epochs, double Rate, ulong Seed) length, CancellationToken cancellationToken)
    {
        var folded = await TuneAsync(view, length, restores: false, cancellationToken);
        var restored = await TuneAsync(view, length, restores: true, cancellationToken);
        return new NormsRow(
            (double)view.Cost.Macs / teacher.Cost.Macs,
            length.Epochs,
            length.Rate,
            length.Seed,
            folded.Test,
            restored.Test,
            folded.HeldOut,
            restored.HeldOut);
    }

    private async Task<(double Test, double HeldOut)> TuneAsync(
        Network view, (int Epochs, double Rate, ulong Seed) length, bool restores, CancellationToken cancellationToken)
    {
        using var student = view.Detach();
        var options = new FineTuningOptions
        {
            Epochs = length.Epochs,
            ImagesPerEpoch = images,
            LearningRate = length.Rate,
            RestoreNorms = restores,
        };
        var request = new FineTuningRequest(student, data.Train)
        {
            Teacher = teacher,
            Validation = data.HeldOut,
            Seed = length.Seed,
        };
        var result = await new FineTuner(options).FineTuneAsync(request, null, cancellationToken);
        var test = await NetworkEvaluator.EvaluateAsync(student, data.Test, cancellationToken: cancellationToken);
        return (test.Accuracy, result.ValidationAccuracy ?? double.NaN);
    }
}
