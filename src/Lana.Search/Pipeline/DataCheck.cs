using Lana.FineTuning;
using Lana.Native;
using Lana.Objectives;
using Lana.Ranking;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>Runs examples of each data source through teacher and objectives.</summary>
internal sealed class DataCheck(ForecastInputs inputs, PreflightReport report)
{
    private const int MaxExamples = 64;
    private const int MinImages = 2;

    // Takes about a quarter of a second on one core. Labels are compared with the number of outputs, not with their values.
    private const double MaxMacs = 4e9;

    private bool _givesNumbers = true;

    private AccelerationParts Parts => inputs.Parts;

    private Network Teacher => inputs.Teacher.Network;

    /// <summary>Checks the sources.</summary>
    /// <returns>True if the teacher's outputs are finite.</returns>
    public Task<bool> RunAsync() => TorchThread.RunAsync(0, () =>
    {
        Check("training data", inputs.Data.Train, OnTrainingData());
        if (inputs.Data.HeldOut is { } heldOut)
        {
            Check("held-out data", heldOut, OnHeldOutData());
        }

        return _givesNumbers;
    });

    private void Check(string what, IBatchSource source, IEnumerable<ITrainingObjective> objectives)
    {
        inputs.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var gradients = TorchSharp.torch.no_grad();
            using var batch = source.ReadChecked(Spread(source.Count));
            using var outputs = Run(batch);
            if (!outputs.isfinite().all().item<bool>())
            {
                _givesNumbers = false;
                report.Add($"{what}: the teacher '{Teacher.Name}' gives outputs that are not finite (NaN or infinite).");
                return;
            }

            foreach (var objective in objectives.DistinctBy(objective => objective.Fingerprint))
            {
                objective.Loss(outputs, batch.Labels).Dispose();
            }
        }
        catch (Exception cause) when (cause is LanaException or InvalidOperationException)
        {
            // Kept, not swallowed: all problems are thrown together.
            report.Add(what, cause);
        }
    }

    // Large networks process only some of the images, and their outputs are repeated for the labels of the others.
    private TorchSharp.torch.Tensor Run(Batch batch)
    {
        var images = (int)Math.Clamp(MaxMacs / Math.Max(1, inputs.Network.Cost.Macs), MinImages, MaxExamples);
        if (images >= batch.Count)
        {
            return Teacher.Run(batch.Images);
        }

        using var few = batch.Images.narrow(0, 0, images);
        using var outputs = Teacher.Run(few);
        using var places = TorchSharp.torch.arange(batch.Count, dtype: TorchSharp.torch.int64).remainder_(images);
        return outputs.index_select(0, places);
    }

    // Spread over the whole source: folders return their examples class by class.
    private static int[] Spread(int count)
    {
        var examples = Math.Min(MaxExamples, count);
        return
        [
            .. Enumerable.Range(0, examples)
                .Select(index => (int)((long)index * (count - 1) / Math.Max(1, examples - 1))),
        ];
    }

    private IEnumerable<ITrainingObjective> OnTrainingData()
    {
        if (Parts.Scorer is CandidateScorer { Options.Kind: ScoreKind.LossChange } scorer)
        {
            yield return scorer.Objective;
        }

        if (Parts.Ranker is NetworkRanker ranker)
        {
            yield return ranker.Objective;
        }

        if (Parts.FineTuner is FineTuner { IsOff: false, Options.DistillationWeight: < 1.0 } tuner)
        {
            yield return tuner.Objective;
        }
    }

    private IEnumerable<ITrainingObjective> OnHeldOutData()
    {
        if (Parts.FineTuner is FineTuner { IsOff: false } tuner)
        {
            yield return tuner.Objective;
        }
    }
}
