using Lana.Modules;
using Lana.Objectives;
using Lana.Optimisation;
using Lana.Pool;
using Lana.Storage;
using static TorchSharp.torch;

namespace Lana.Pretraining;

/// <summary>One operation in training: its module, its optimiser and how it has fared.</summary>
internal sealed class Trainee : IDisposable
{
    private readonly PretrainingOptions _options;
    private string _recipe;
    private readonly long _totalSteps;
    private readonly LossRecord _losses;
    private readonly FlatParameters _parameters;
    private readonly FlatOptimiser _optimiser;
    private string? _failure;

    public Trainee(CandidateJob job, string recipe, ulong seed, long totalSteps, PretrainingOptions options)
    {
        Job = job;
        _recipe = recipe;
        _totalSteps = totalSteps;
        _options = options;
        _losses = new LossRecord(totalSteps);
        Module = job.Operation.Define(job.Layer).Build(
            job.Layer.Input, SeedMix.Of(seed, job.Layer.Name, job.Operation.Name));
        _parameters = new FlatParameters(Module.parameters());
        _optimiser = FlatOptimiser.Create(
            options.Optimiser, _parameters, options.WeightDecay, options.Momentum, options.MaxGradientNorm);
    }

    public CandidateJob Job { get; }

    public LanaModule Module { get; }

    public PoolEntry Entry => new(
        Job.Layer.Name,
        Job.Operation.Name,
        _recipe,
        _optimiser.Steps,
        _losses.Initial,
        IsDropped ? _losses.Early : _losses.Final,
        FileHash: "",
        _failure);

    /// <summary>Whether it still trains: it has neither failed nor been dropped.</summary>
    public bool IsActive => _failure is null;

    /// <summary>The mean loss towards the end of the first quarter.</summary>
    public double EarlyLoss => _losses.Early;

    /// <summary>Whether it was given up, not failed.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Gives the operation up.</summary>
    /// <param name="reason">Why, for a reader.</param>
    /// <param name="recipe">The hash of everything the decision depends on.</param>
    public void Drop(string reason, string recipe) => (_failure, _recipe, IsDropped) = (reason, recipe, true);

    /// <summary>Takes one step for each batch, in order, unless the operation has failed.</summary>
    public void Train(IReadOnlyList<FeatureBatch> batches, CancellationToken cancellationToken)
    {
        for (var index = 0; index < batches.Count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsActive)
            {
                // Between two windows many other operations take their turn, and the library forgets.
                Step(batches[index][Job.Layer.Index], isFirst: index == 0);
            }
        }
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        _parameters.Dispose();
        Module.Dispose();
    }

    private void Step(LayerFeatures features, bool isFirst)
    {
        using var scope = NewDisposeScope();
        var loss = ScaledSquares.Of(Module.Run(features.Input, RunMode.Train), features.Target, features.Scale);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            _failure = $"The loss was {value} at step {_optimiser.Steps}.";
            return;
        }

        BackwardGate.Run(loss, isFirst);
        _losses.Add(_optimiser.Steps, value);
        var progress = (_optimiser.Steps + 0.5) / _totalSteps;
        _optimiser.Step(_options.LearningRate * CosineSchedule.Factor(progress, _options.Warmup));
    }
}
