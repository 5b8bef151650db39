using Lana.Analysis.Refining;
using Lana.Candidates;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Solvers;
using Lana.Trials;

namespace Lana.Pipeline;

[Collection(TorchCollection.Name)]
public sealed class ForecastTests : IDisposable
{
    private readonly Network _teacher = Some.Teacher();
    private readonly Scratch _scratch = new();
    private readonly TrainingData _data = new(Some.Images(padding: 1), Some.Images(16, seed: 9));
    private readonly LogLines<Accelerator> _log = new();

    public void Dispose()
    {
        _teacher.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Forecast_OfARun_NamesTheStagesThatItReports()
    {
        var accelerator = Make(options => options.Refinement = new RefinementOptions { MaxEvaluations = 3 });

        var forecast = await ForecastAsync(accelerator);
        using var result = await accelerator.AccelerateAsync(
            _teacher, _data, Budget.Latency(0.7), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(result.StageSeconds.Keys, forecast.Stages.Select(stage => stage.Name));
        Assert.All(forecast.Stages, stage => Assert.True(stage.Expected > TimeSpan.Zero, stage.Name));
    }

    [Fact]
    public async Task Forecast_OfARun_LeavesItsDirectoryAlone()
    {
        await ForecastAsync(Make());

        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch.Path));
    }

    [Fact]
    public async Task Forecast_Memory_IsAtLeastTheWeights()
    {
        var forecast = await ForecastAsync(Make());

        Assert.True(forecast.MemoryBytes > sizeof(float) * _teacher.Cost.Parameters);
        Assert.True(forecast.DiskBytes > sizeof(float) * _teacher.Cost.Parameters);
    }

    [Fact]
    public async Task Forecast_WithoutOptionalStages_HasOnlyTheOthers()
    {
        var forecast = await ForecastAsync(Make(options => options.TrialSearch = null));

        Assert.Equal(
            ["latency table", "pre-training", "scores", "selections", "fine-tuning", "agreement"],
            forecast.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public async Task Forecast_WithoutFineTuning_HasNoTrials()
    {
        var forecast = await ForecastAsync(Make(fineTuning: new FineTuningOptions { Epochs = 0 }));

        Assert.Equal(
            ["latency table", "pre-training", "scores", "selections", "fine-tuning", "agreement"],
            forecast.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public async Task Forecast_AfterTheTableIsMeasured_TakesNoTimeForIt()
    {
        var accelerator = Make(options => options.TrialSearch = null, new FineTuningOptions { Epochs = 0 });
        using var result = await accelerator.AccelerateAsync(
            _teacher, _data, Budget.Latency(0.7), cancellationToken: TestContext.Current.CancellationToken);

        var forecast = await ForecastAsync(accelerator);

        Assert.Equal(TimeSpan.Zero, forecast.Stages[0].Expected);
    }

    [Fact]
    public async Task Forecast_Cancelled_Throws()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Make().ForecastAsync(_teacher, _data, Budget.Latency(0.7), cancellationToken: cancelled));
    }

    [Fact]
    public async Task Forecast_CancelledInTheMiddle_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Reporter(value =>
        {
            if (value.Done == 2)
            {
                cancellation.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Make().ForecastAsync(_teacher, _data, Budget.Latency(0.7), progress, cancellation.Token));
    }

    [Fact]
    public async Task Accelerate_WithALog_ForecastsOnceForADirectory()
    {
        var accelerator = Make(options => options.TrialSearch = null, new FineTuningOptions { Epochs = 0 });
        for (var run = 0; run < 2; run++)
        {
            using var result = await accelerator.AccelerateAsync(
                _teacher, _data, Budget.Latency(0.7), cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Single(_log.Lines.Select(line => line.Text), text => text.StartsWith("Forecast:", StringComparison.Ordinal));
    }

    private Task<AccelerationForecast> ForecastAsync(Accelerator accelerator) => accelerator.ForecastAsync(
        _teacher, _data, Budget.Latency(0.7), cancellationToken: TestContext.Current.CancellationToken);

    private Accelerator Make(Action<AcceleratorOptions>? change = null, FineTuningOptions? fineTuning = null)
    {
        var options = new AcceleratorOptions
        {
            RunDirectory = _scratch.Path,
            RecalibrationImages = 16,
            TrialSearch = new TrialSearchOptions { Trials = 2, Rounds = 1, TrialsPerRound = 1, Finalists = 2 },
        };
        change?.Invoke(options);
        var stages = new StageOptions
        {
            LatencyTable = new LatencyTableOptions { Networks = 0, TimeForPasses = TimeSpan.Zero },
            Pretraining = new PretrainingOptions { ImagesPerEpoch = 16, BatchSize = 8 },
            Scoring = new ScoringOptions { Images = 32, BatchSize = 16 },
            Selection = new SelectionOptions { Solutions = 4, Threads = 1 },
            Ranking = new RankingOptions { Images = 32, BatchSize = 16 },
            FineTuning = fineTuning ?? new FineTuningOptions { Epochs = 1, BatchSize = 8 },
        };
        var parts = AccelerationParts.Default(
            SearchSpace.Named("identity", "efn_e1_k3", "cb_stack_k1_w0.5"),
            new FakeMeter((subject, model) => (model.Length * 1e-5) + (subject.IsWhole ? 0.3 : 0.0)),
            stages);
        return new Accelerator(parts, options, logger: _log);
    }
}
