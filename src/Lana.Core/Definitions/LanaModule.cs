using Lana.Modules;
using Lana.Native;
using Lana.Onnx;
using TorchSharp.Modules;

namespace Lana.Definitions;

/// <summary>A built <see cref="Definition"/>: weights that run, train, fuse and can be exported.</summary>
/// <remarks>A TorchSharp module like any other, with two differences. Its keys are the names that PyTorch and timm use,
/// module by module, parameters then buffers. <see cref="Run"/> takes the batch-norm mode as an argument, so that one
/// module can take part in several networks and threads at once while no thread trains it.</remarks>
public sealed class LanaModule : nn.Module<Tensor, Tensor>
{
    private readonly Block _block;
    private readonly Weight[] _weights;

    private LanaModule(Definition definition, FeatureShape input, Block block, bool isFused)
        : base(nameof(LanaModule))
    {
        (Definition, Input, _block, IsFused) = (definition, input, block, isFused);
        Cost = definition.Cost(input);
        _weights = [.. block.Weights];
    }

    /// <summary>The definition from which the module was built.</summary>
    public Definition Definition { get; }

    /// <summary>The input shape it was built for, [C, H, W].</summary>
    public FeatureShape Input { get; }

    /// <summary>The cost at <see cref="Input"/>.</summary>
    public ModelCost Cost { get; }

    /// <summary>Gets a value that indicates whether this is the inference form.</summary>
    public bool IsFused { get; }

    /// <summary>Gets a value that indicates whether <see cref="RunMode.Train"/> draws from torch's default generator,
    /// as dropout does: results are then repeatable only after <c>torch.random.manual_seed</c>.</summary>
    public bool DrawsRandomNumbers => _block.DrawsRandomNumbers;

    internal IReadOnlyList<Weight> Weights => _weights;

    internal IEnumerable<Block> Blocks => _block.All;

    // The part before a last activation is fitted as if there were no activation.
    private Block BeforeActivation => _block is ChainBlock { Children: [var before, ActivateBlock] } ? before : _block;

    /// <summary>Runs the module.</summary>
    /// <param name="input">float32 [N, C, H, W]; the caller keeps ownership.</param>
    /// <param name="mode">The statistics that batch norms use.</param>
    /// <returns>A new tensor [N, C', H', W'] that the caller disposes.</returns>
    /// <exception cref="ArgumentException">The input does not fit, or a batch norm would train on one value.</exception>
    public Tensor Run(Tensor input, RunMode mode = RunMode.Evaluate)
    {
        ThrowIfUnfit(input);
        return _block.Run(input, mode);
    }

    /// <summary>Runs in <see cref="RunMode.Train"/> if the module trains, else <see cref="RunMode.Evaluate"/>.</summary>
    /// <param name="input">float32 [N, C, H, W].</param>
    /// <returns>A new tensor [N, C', H', W'].</returns>
    public override Tensor forward(Tensor input) => Run(input, training ? RunMode.Train : RunMode.Evaluate);

    /// <summary>Creates the inference form: batch norms folded, branches merged. Its outputs are equal up to
    /// rounding.</summary>
    /// <returns>A new module with its own tensors, which the caller disposes.</returns>
    public LanaModule Fuse()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return new LanaModule(Definition, Input, _block.Fuse(), isFused: true);
    }

    /// <summary>Scales and shifts the last norm so that each output channel has the target's mean and a share of its
    /// spread. A last convolution without a norm is only made smaller, since a larger kernel learns more slowly. In a
    /// residual, the branch that is added to the input is fitted; other endings stay unchanged.</summary>
    /// <param name="input">float32 [N, C, H, W].</param>
    /// <param name="target">The target for this input, [N, C', H', W'].</param>
    /// <param name="share">The share of the target's spread, above 0.</param>
    /// <exception cref="ArgumentException">The input does not fit, or the target is not of the output's shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not positive and finite.</exception>
    /// <remarks>After LSUV (Mishkin and Matas 2016): a short training cannot correct a scale that starts far away from
    /// its target.</remarks>
    public void InitialiseFromData(Tensor input, Tensor target, double share = 1.0)
    {
        ThrowIfUnfit(input);
        ArgumentNullException.ThrowIfNull(target);
        if (!double.IsFinite(share) || share <= 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is positive and finite.");
        }

        using var gradients = no_grad();
        using var scope = NewDisposeScope();

        var block = BeforeActivation;
        var output = block.Run(input, RunMode.BatchStatistics);
        if (!output.shape.SequenceEqual(target.shape))
        {
            throw new ArgumentException(
                $"The output is [{string.Join(", ", output.shape)}], the target [{string.Join(", ", target.shape)}].",
                nameof(target));
        }

        if (block is ResidualBlock residual)
        {
            OutputInitialisation.Apply(residual.Body.Gains, output.sub(input), target.sub(input), share);
        }
        else
        {
            OutputInitialisation.Apply(block.Gains, output, target, share);
        }
    }

    /// <summary>Fits the last convolution to another module's output by ridge regression.</summary>
    /// <param name="input">float32 [N, C, H, W].</param>
    /// <param name="teacher">Computes the target from the input; it is only run. If both end in an activation, the
    /// values before it are compared.</param>
    /// <param name="mode">The statistics that the norms before that convolution use: those of the batch for new weights
    /// (<see cref="RunMode.Recalibrate"/> keeps them as running statistics), or their own
    /// (<see cref="RunMode.Evaluate"/>) if they are known.</param>
    /// <returns>False if the module does not end in a convolution, an output of that convolution depends on more than
    /// 2,048 values, or the features are too few, constant or not finite: then no weight is changed.</returns>
    /// <exception cref="ArgumentException">The input does not fit one of the modules.</exception>
    /// <remarks>After He, Zhang and Sun 2017 (arXiv 1707.06168).</remarks>
    public bool FitOutput(Tensor input, LanaModule teacher, RunMode mode = RunMode.BatchStatistics)
    {
        ThrowIfUnfit(input);
        ArgumentNullException.ThrowIfNull(teacher);
        teacher.ThrowIfUnfit(input);
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var isBefore = BeforeActivation != _block && teacher.BeforeActivation != teacher._block;
        var target = (isBefore ? teacher.BeforeActivation : teacher._block).Run(input, RunMode.Evaluate);
        return OutputRegression.TryFit(isBefore ? BeforeActivation : _block, input, target, mode);
    }

    /// <summary>Creates a copy with its own tensors.</summary>
    /// <returns>A new module that the caller disposes.</returns>
    /// <exception cref="InvalidOperationException">The module is fused, which does not train.</exception>
    public LanaModule Copy()
    {
        if (IsFused)
        {
            throw new InvalidOperationException("A fused module is for inference; copy the one it was fused from.");
        }

        using var gradients = no_grad();
        using var blank = Initializer.Blank();
        var copy = new LanaModule(Definition, Input, Definition.Create(Input, blank), isFused: false);
        foreach (var (target, source) in copy._weights.Zip(_weights))
        {
            target.Value.copy_(source.Value);
        }

        return copy;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => _weights
        .Where(weight => weight.IsParameter)
        .Select(weight => (weight.Name, (Parameter)weight.Value));

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(
        bool recurse = true, bool include_nonpersistent = true) => _weights
        .Where(weight => !weight.IsParameter)
        .Select(weight => (weight.Name, weight.Value));

    /// <summary>The state in PyTorch's order: module by module, parameters then buffers.</summary>
    /// <param name="destination">A dictionary to add to; null for a new one.</param>
    /// <param name="prefix">The prefix of each key, without the dot; null for none.</param>
    /// <returns>The dictionary; this module keeps ownership of its tensors.</returns>
    public override Dictionary<string, Tensor> state_dict(
        Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        foreach (var weight in _weights)
        {
            destination.Add(string.IsNullOrEmpty(prefix) ? weight.Name : $"{prefix}.{weight.Name}", weight.Value);
        }

        return destination;
    }

    internal static LanaModule Create(Definition definition, FeatureShape input, ulong seed)
    {
        definition.Cost(input);
        TorchRuntime.EnsureInitialized();
        using var gradients = no_grad();
        using var initializer = Initializer.Seeded(seed);
        var block = definition.Create(input, initializer);
        if (Weight.Twice(block.Weights.Select(weight => weight.Name)) is { } twice)
        {
            block.Dispose();
            throw new ArgumentException(
                $"Two weights of the definition are called '{twice}': give its parts different names.", nameof(definition));
        }

        return new LanaModule(definition, input, block, isFused: false);
    }

    /// <summary>Sets the running statistics of all norms to those of a batch.</summary>
    internal void Recalibrate(Tensor input)
    {
        using var gradients = no_grad();
        RunningStatistics.Reset(state_dict());
        Run(input, RunMode.Recalibrate).Dispose();
    }

    internal OnnxValue Emit(OnnxGraph graph, OnnxValue input) => _block.Emit(graph, input);

    private void ThrowIfUnfit(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.dtype != ScalarType.Float32 || input.dim() != 4 || input.size(1) != Input.Channels)
        {
            throw new ArgumentException(
                $"Expected float32 [N, {Input.Channels}, H, W], got {input.dtype} [{string.Join(", ", input.shape)}].",
                nameof(input));
        }
    }
}
