namespace Lana.Training;

/// <summary>Gradient descent with momentum on a vector of parameters.</summary>
/// <remarks>Sutskever et al. 2013 in PyTorch's form: v ← μ·v + g + λ·w, w ← w − η·v, without dampening.</remarks>
internal sealed class Sgd(FlatParameters parameters, double weightDecay, double momentum, double maxGradientNorm)
    : FlatOptimiser(parameters, maxGradientNorm)
{
    private readonly Scalar _momentum = momentum;
    private readonly Scalar _weightDecay = weightDecay;

    /// <summary>v, the decaying sum of the gradients.</summary>
    public Tensor Velocity { get; } = zeros_like(parameters.Values).DetachFromDisposeScope();

    public override IReadOnlyList<KeyValuePair<string, Tensor>> State =>
        [KeyValuePair.Create("optimiser.velocity", Velocity)];

    protected override void Update(double learningRate)
    {
        if (weightDecay > 0.0)
        {
            Parameters.Gradients.addcmul_(Parameters.Values, Parameters.Decays, _weightDecay);
        }

        using Scalar rate = -learningRate;
        Velocity.mul_(_momentum).add_(Parameters.Gradients, Scalars.One);
        Parameters.Values.add_(Velocity, rate);
    }

    public override void Dispose()
    {
        base.Dispose();
        _momentum.Dispose();
        _weightDecay.Dispose();
    }
}
