using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lana.FineTuning;

namespace Lana;

[Collection(TorchCollection.Name)]
public sealed class DistillationMetricsTests
{
    [Fact]
    public async Task Train_WithListeners_TellsOperationsStepsLossesAndActivities()
    {
        using var scratch = new Scratch();
        using var heard = new Heard();

        var entries = await new SmallTraining(scratch.Path) { More = [OwnOperation.Exploding] }.RunAsync();

        Assert.Equal(4, heard.Sum("lana.distillation.operations", "outcome", "trained"));
        Assert.Equal(1, heard.Sum("lana.distillation.operations", "outcome", "failed"));
        Assert.Equal(4 * 6, heard.Sum("lana.distillation.steps", "stage", "pre-training"));
        Assert.Equal(
            entries.Where(entry => entry.IsTrained).Sum(entry => entry.FinalLoss),
            heard.Sum("lana.distillation.loss", "stage", "pre-training"),
            1e-9);
        var whole = Assert.Single(heard.Activities, activity => activity.OperationName == "pre-training");
        var group = Assert.Single(heard.Activities, activity => activity.OperationName == "pre-training group");
        Assert.Equal(5, whole.GetTagItem("operations"));
        Assert.Equal(whole.SpanId, group.ParentSpanId);
    }

    [Fact]
    public async Task FineTune_WithListeners_TellsEachStepAndItsLoss()
    {
        using var heard = new Heard();
        using var student = Some.Teacher(seed: 2);
        var options = new FineTuningOptions { Epochs = 1, BatchSize = 8, Threads = 1 };

        var result = await new FineTuner(options).FineTuneAsync(
            new FineTuningRequest(student, Some.Images()), null, TestContext.Current.CancellationToken);

        Assert.Equal(6, heard.Sum("lana.distillation.steps", "stage", "fine-tuning"));
        Assert.Equal(result.FinalLoss, heard.Sum("lana.distillation.loss", "stage", "fine-tuning") / 6, 1e-9);
        Assert.Equal(6L, Assert.Single(heard.Activities).GetTagItem("steps"));
    }

    /// <summary>Everything that Lana.Distillation tells while it listens.</summary>
    private sealed class Heard : IDisposable
    {
        private readonly MeterListener _meters = new();
        private readonly ActivityListener _activities;
        private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?> Tag)> _numbers = [];

        public Heard()
        {
            _meters.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Lana.Distillation")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
            _meters.Start();
            _activities = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Lana.Distillation",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity => Activities.Enqueue(activity),
            };
            ActivitySource.AddActivityListener(_activities);
        }

        public ConcurrentQueue<Activity> Activities { get; } = [];

        public double Sum(string name, string key, string value) => _numbers
            .Where(number => number.Name == name && number.Tag.Key == key && Equals(number.Tag.Value, value))
            .Sum(number => number.Value);

        public void Dispose()
        {
            _meters.Dispose();
            _activities.Dispose();
        }

        private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _numbers.Enqueue((instrument.Name, value, tags[0]));
    }
}
