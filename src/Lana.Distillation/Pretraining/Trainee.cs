using Lana.Modules;
using Lana.Optimisation;
using Lana.Pool;
using Lana.Storage;
using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Pretraining;

/// <summary>One operation in training: its module, its optimiser and how it has fared.</summary>
internal sealed class Trainee : IDisposable
{
    private readonly PretrainingOptions _options;
    private readonly string _recipe;
    private readonly long _totalSteps;
    private readonly LossRecord _losses;
    private readonly FlatParameters _parameters;
    private readonly AdamW _optimiser;
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
        _optimiser = new AdamW(_parameters, options.WeightDecay, options.MaxGradientNorm);
    }

    public CandidateJob Job { get; }

    public LanaModule Module { get; }

    public PoolEntry Entry => new(
        Job.Layer.Name,
        Job.Operation.Name,
        _recipe,
        _optimiser.Steps,
        _losses.Initial,
        _losses.Final,
        FileHash: "",
        _failure);

    /// <summary>Takes one step for each batch, in order, unless the operation has failed.</summary>
    public void Train(IReadOnlyList<FeatureBatch> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_failure is null)
            {
                Step(batch[Job.Layer.Index]);
            }
        }
    }

    public void Dispose()
    {
        _optimiser.Dispose();
        _parameters.Dispose();
        Module.Dispose();
    }

    private void Step(LayerFeatures features)
    {
        using var scope = NewDisposeScope();
        using Scalar scale = features.Scale;
        var error = Module.Run(features.Input, RunMode.Train).sub(features.Target, Scalars.One);
        var loss = error.mul(error).sum().mul(scale);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            _failure = $"The loss was {value} at step {_optimiser.Steps}.";
            return;
        }

        loss.backward();
        _losses.Add(_optimiser.Steps, value);
        var progress = (_optimiser.Steps + 0.5) / _totalSteps;
        _optimiser.Step(_options.LearningRate * CosineSchedule.Factor(progress, _options.Warmup));
    }
}
