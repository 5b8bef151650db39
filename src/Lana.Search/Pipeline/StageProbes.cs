using Lana.FineTuning;
using Lana.Kernels;
using Lana.Native;
using Lana.Pool;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using TorchSharp;

namespace Lana.Pipeline;

/// <summary>Runs the beginning of each stage, on a few candidates or a stand-in for the student, and times it.</summary>
internal sealed class StageProbes(ForecastInputs inputs, ForecastPool pool)
{
    // Two windows of steps: the first sets the weights and finds candidates that need no training; the second is like
    // the rest.
    private const int Windows = 2;
    private const int TrainingReports = 10;
    private const int TrialSteps = 24;
    private const int RankedBatches = 2;
    private const int ForwardImages = 64;
    private const int ForwardRuns = 2;

    /// <summary>The seconds of a forward pass for one image on one thread.</summary>
    public Task<double> ForwardAsync(Network network) => TorchThread.RunAsync(1, () =>
    {
        using var gradients = torch.no_grad();
        using var batch = inputs.Data.Train.Read(
            [.. Enumerable.Range(0, Math.Min(ForwardImages, inputs.Data.Train.Count))]);
        var images = MemoryLayout.ToChannelsLast(batch.Images);

        // The first run also chooses the kernels.
        network.Run(images).Dispose();
        var started = inputs.Time.GetTimestamp();
        for (var run = 0; run < ForwardRuns; run++)
        {
            network.Run(images).Dispose();
        }

        return inputs.Time.GetElapsedTime(started).TotalSeconds / ForwardRuns / batch.Count;
    });

    /// <summary>Times the pre-training of some candidates; returns also the number of images in a step.</summary>
    public async Task<(StageProbe Probe, int BatchSize)> PretrainAsync(IReadOnlyList<Candidate> candidates)
    {
        var source = new ObservedSource(inputs.Data.Train);

        // The first candidates of a process include the time to compile code and to choose kernels.
        await TrainAsync([.. candidates.Take(1)], source, pool.WarmUp, reports: 1).ConfigureAwait(false);
        return (await TrainAsync(candidates, source, pool.Trained, Windows).ConfigureAwait(false), source.BatchSize);
    }

    private Task<StageProbe> TrainAsync(
        IReadOnlyList<Candidate> candidates, IBatchSource source, CandidatePool target, int reports)
    {
        var request = new PretrainingRequest(inputs.Teacher.Network, candidates, source, target)
        {
            Seed = inputs.Options.Seed,
        };
        return RunAsync(reports, (progress, token) => inputs.Parts.Trainer.TrainAsync(request, progress, token));
    }

    /// <summary>Times the scoring of some candidates; returns also the number of images in a step.</summary>
    public async Task<(StageProbe Probe, int BatchSize)> ScoreAsync(IReadOnlyList<Candidate> candidates)
    {
        pool.Add(candidates);
        var source = new ObservedSource(inputs.Data.Train);
        var request = new ScoringRequest(inputs.Teacher.Network, candidates, source, pool.Untrained)
        {
            Seed = inputs.Options.Seed,
        };
        var probe = await RunAsync(
            Windows, (progress, token) => inputs.Parts.Scorer.ScoreAsync(request, progress, token)).ConfigureAwait(false);
        return (probe, source.BatchSize);
    }

    /// <summary>Times the fine-tuning of a student.</summary>
    public async Task<StageProbe> FineTuneAsync(Network student)
    {
        using var own = student.Detach();
        var request = new FineTuningRequest(own, inputs.Data.Train)
        {
            Teacher = inputs.Teacher.Network,
            Seed = inputs.Options.Seed,
        };
        return await RunAsync(
            TrainingReports,
            (progress, token) => inputs.Parts.FineTuner.FineTuneAsync(request, progress, token)).ConfigureAwait(false);
    }

    /// <summary>Times a few steps of as many parallel students as there are workers; returns also the number of images
    /// in a step.</summary>
    public async Task<(StageProbe Probe, int BatchSize)> TryAsync(Network student, int workers)
    {
        var source = new ObservedSource(inputs.Data.Train);
        var students = new List<Network>();
        try
        {
            students.AddRange(Enumerable.Range(0, workers).Select(_ => student.Detach()));
            var requests = students.ConvertAll(own => new FineTuningRequest(own, source)
            {
                Teacher = inputs.Teacher.Network,
                Steps = TrialSteps,
                Seed = inputs.Options.Seed,
            });
            var probe = await RunAsync(
                Windows,
                (progress, token) => inputs.Parts.FineTuner.FineTuneAllAsync(requests, progress, token)).ConfigureAwait(false);
            return (probe, source.BatchSize);
        }
        finally
        {
            students.ForEach(own => own.Dispose());
        }
    }

    /// <summary>The seconds of ranking one network when many are ranked.</summary>
    public async Task<double> RankAsync(Network student, int workers)
    {
        var data = inputs.Data.Train;
        var (images, batch) = inputs.Parts.Ranker is NetworkRanker { Options: var options }
            ? (options.Images == 0 ? data.Count : Math.Min(options.Images, data.Count), options.BatchSize)
            : (data.Count, ForwardImages);
        var few = data.Take(Math.Min(images, RankedBatches * batch));
        var request = new RankingRequest([.. Enumerable.Repeat(student, workers)], few) { Seed = inputs.Options.Seed };
        var probe = await RunAsync(
            int.MaxValue, (progress, token) => inputs.Parts.Ranker.RankAsync(request, progress, token)).ConfigureAwait(false);
        return probe.Seconds / workers * images / few.Count;
    }

    /// <summary>The seconds of a run of the meter that times teacher and student once.</summary>
    public async Task<double> MeasureAsync(Network student)
    {
        var subjects = new List<LatencySubject> { inputs.Teacher.Subject, LatencySubject.Of(student, "student").Cached() };
        await MeasureAsync(subjects).ConfigureAwait(false);
        return (await MeasureAsync(subjects).ConfigureAwait(false)).Seconds;
    }

    /// <summary>The latency of the teacher in milliseconds.</summary>
    public async Task<double> TeacherMsAsync() =>
        (await MeasureAsync([inputs.Teacher.Subject]).ConfigureAwait(false)).First.LatencyMs;

    /// <summary>Times subjects, and returns the time that this took.</summary>
    public async Task<(double Seconds, LatencyEstimate First)> MeasureAsync(IReadOnlyList<LatencySubject> subjects)
    {
        var started = inputs.Time.GetTimestamp();
        var estimates = await inputs.Parts.Meter
            .MeasureAsync(subjects, null, inputs.CancellationToken)
            .ConfigureAwait(false);
        return (inputs.Time.GetElapsedTime(started).TotalSeconds, estimates[0]);
    }

    private Task<StageProbe> RunAsync(int reports, Func<IProgress<LanaProgress>, CancellationToken, Task> call) =>
        StageProbe.RunAsync(inputs.Time, reports, call, inputs.CancellationToken);
}
