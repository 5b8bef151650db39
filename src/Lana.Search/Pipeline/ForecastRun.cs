using Lana.FineTuning;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>One forecast: times the beginning of each stage and extrapolates.</summary>
internal sealed class ForecastRun(ForecastInputs inputs, IProgress<LanaProgress>? progress)
{
    private const int Probes = 6;

    private readonly IReadOnlyList<Candidate> _candidates = inputs.Candidates();
    private readonly List<StageForecast> _stages = [];
    private readonly int _cores = Environment.ProcessorCount;

    private IReadOnlyList<Candidate> Trainable => field ??= [.. _candidates.Where(candidate => candidate.NeedsTraining)];

    /// <summary>Runs the forecast.</summary>
    public async Task<AccelerationForecast> RunAsync()
    {
        var tracker = new ProgressTracker("forecast", Probes, progress, inputs.Time);
        using var pool = new ForecastPool();
        var probes = new StageProbes(inputs, pool);
        var share = await ShareAsync(probes).ConfigureAwait(false);
        var chosen = StandInStudent.Choose(inputs, _candidates, share);
        pool.Add(chosen);
        var student = pool.Untrained.Assemble(inputs.Teacher.Network, chosen);
        var network = await probes.MeasureAsync(student).ConfigureAwait(false);
        Add(AccelerationRun.LatencyTable, inputs.Table is null
            ? await TableForecast.MeasureAsync(inputs, probes, network).ConfigureAwait(false)
            : 0.0);
        tracker.Advance();
        var costs = new CandidateCosts(inputs, probes);
        var teacher = await probes.ForwardAsync(inputs.Teacher.Network).ConfigureAwait(false);
        var batchSize = await PretrainAsync(costs, teacher).ConfigureAwait(false);
        tracker.Advance();
        await ScoreAsync(costs, teacher).ConfigureAwait(false);
        tracker.Advance();
        var solve = SolveForecast.Measure(inputs, _candidates, share);
        var rank = await probes.RankAsync(student, _cores).ConfigureAwait(false);
        Select(solve, rank, network * ForecastArithmetic.RunsPerNetwork);
        tracker.Advance();
        var forward = await probes.ForwardAsync(student).ConfigureAwait(false);
        var students = await TryAsync(probes, student, (solve.One, rank, network, teacher, forward)).ConfigureAwait(false);
        tracker.Advance();
        await FineTuneAsync(probes, student, forward).ConfigureAwait(false);
        Compare(teacher + forward);
        tracker.Advance();
        return new AccelerationForecast(
            _stages,
            ForecastMemory.PeakBytes(inputs, Trainable, batchSize, students),
            ForecastMemory.DiskBytes(inputs, Trainable));
    }

    private async Task<double> ShareAsync(StageProbes probes) => inputs.Budget.TeacherFraction
        ?? Math.Min(1.0, inputs.Budget.Ms!.Value / (inputs.Table?.TeacherMs ?? await probes.TeacherMsAsync().ConfigureAwait(false)));

    private async Task<int> PretrainAsync(CandidateCosts costs, double teacher)
    {
        var name = new PretrainingStage().Name;
        if (Trainable.Count == 0)
        {
            Add(name, 0.0);
            return 0;
        }

        var (cost, batchSize) = await costs.PretrainAsync(Trainable, teacher).ConfigureAwait(false);
        Add(name, cost.Seconds(Trainable.Sum(CandidateCosts.StepWork)));
        return batchSize;
    }

    private async Task ScoreAsync(CandidateCosts costs, double teacher)
    {
        var scored = _candidates.Where(candidate => !candidate.IsTeacher).ToList();
        var name = new ScoringStage().Name;
        if (scored.Count == 0)
        {
            Add(name, 0.0);
            return;
        }

        var cost = await costs.ScoreAsync(scored, teacher).ConfigureAwait(false);
        Add(name, cost.Seconds(scored.Sum(costs.SuffixWork)));
    }

    private void Select((double All, double One, int Solutions) solve, double rank, double network)
    {
        Add(
            new SelectionStage().Name,
            ForecastArithmetic.Selections(inputs.Options.MaxRounds, solve.Solutions, solve.All, rank, network));
        if (inputs.Options.Refinement is { } refinement)
        {
            // One network at a time, on one worker.
            Add(new RefinementStage().Name, refinement.MaxEvaluations * ((rank * _cores) + (network / 4.0)));
        }
    }

    // Returns the number of students that are trained in parallel.
    private async Task<int> TryAsync(
        StageProbes probes,
        Network student,
        (double Solve, double Rank, double Network, double Teacher, double Forward) costs)
    {
        if (inputs.Options.TrialSearch is not { } search || inputs.Parts.FineTuner.IsOff)
        {
            return 0;
        }

        var (probe, batchSize) = await probes.TryAsync(student, _cores).ConfigureAwait(false);
        var teacher = batchSize * costs.Teacher;
        var step = ForecastArithmetic.StudentStep(probe.SecondsPerUnit, teacher, _cores);
        var steps = TrialTraining.Steps(inputs.Parts.FineTuner, inputs.Data.Train, search);
        var evaluation = (inputs.Data.HeldOut?.Count ?? Math.Min(search.Images, inputs.Data.Train.Count)) * costs.Forward / _cores;
        double Train(int students, int length) =>
            ForecastArithmetic.Training(students, length * steps, step, teacher, _cores) + (students * evaluation);
        for (var round = 0; round <= search.Rounds; round++)
        {
            var proposals = ForecastArithmetic.Proposals(search, round);
            Add(
                new TrialRoundStage(round).Name,
                (proposals * (costs.Solve + costs.Rank)) + Train(round == 0 ? search.Trials : search.TrialsPerRound, 1));
        }

        Add(
            new TrialSearchStage().Name,
            (search.Finalists * 2 * ForecastArithmetic.RunsPerNetwork * costs.Network)
                + (search.Finalists > 1 ? Train(search.Finalists, TrialSearchOptions.FinalLength) : 0.0));
        return Math.Max(search.Trials, search.TrialsPerRound);
    }

    private async Task FineTuneAsync(StageProbes probes, Network student, double forward)
    {
        var name = new FineTuningStage().Name;
        if (inputs.Parts.FineTuner.IsOff)
        {
            Add(name, Math.Min(inputs.Options.RecalibrationImages, inputs.Data.Train.Count) * forward);
            return;
        }

        // The student is evaluated after each epoch of the second half.
        var epochs = inputs.Parts.FineTuner is FineTuner { Options: { Duration: null } options }
            ? options.Epochs - (options.Epochs / 2)
            : 0;
        var probe = await probes.FineTuneAsync(student).ConfigureAwait(false);
        Add(name, probe.Seconds + (epochs * (inputs.Data.HeldOut?.Count ?? 0) * forward / _cores));
    }

    private void Compare(double forward)
    {
        if (inputs.Data.HeldOut is { } heldOut)
        {
            Add(new AgreementStage().Name, heldOut.Count * forward / _cores);
        }
    }

    private void Add(string name, double seconds) => _stages.Add(new StageForecast(name, TimeSpan.FromSeconds(seconds)));
}
