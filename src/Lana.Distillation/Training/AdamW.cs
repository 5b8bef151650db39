namespace Lana.Training;

/// <summary>Adam with decoupled weight decay on a vector of parameters.</summary>
/// <remarks>Loshchilov and Hutter 2019, algorithm 2, with PyTorch's order of operations.</remarks>
internal sealed class AdamW(FlatParameters parameters, double weightDecay, double maxGradientNorm)
    : FlatOptimiser(parameters, maxGradientNorm)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    private static readonly Scalar FirstDecay = Beta1;
    private static readonly Scalar SecondDecay = Beta2;
    private static readonly Scalar FirstShare = 1.0 - Beta1;
    private static readonly Scalar SecondShare = 1.0 - Beta2;
    private static readonly Scalar Epsilon = 1e-8;

    public Tensor FirstMoment { get; } = zeros_like(parameters.Values).DetachFromDisposeScope();

    public Tensor SecondMoment { get; } = zeros_like(parameters.Values).DetachFromDisposeScope();

    public override IReadOnlyList<KeyValuePair<string, Tensor>> State =>
    [
        KeyValuePair.Create("optimiser.first_moment", FirstMoment),
        KeyValuePair.Create("optimiser.second_moment", SecondMoment),
    ];

    protected override void Update(double learningRate)
    {
        if (weightDecay > 0.0)
        {
            // In place and elementwise: reading and writing the same vector is safe.
            using Scalar decay = -learningRate * weightDecay;
            Parameters.Values.addcmul_(Parameters.Values, Parameters.Decays, decay);
        }

        var gradient = Parameters.Gradients;
        using Scalar correction = Math.Sqrt(1.0 - Math.Pow(Beta2, Steps));
        using Scalar rate = -learningRate / (1.0 - Math.Pow(Beta1, Steps));
        FirstMoment.mul_(FirstDecay).add_(gradient, FirstShare);
        SecondMoment.mul_(SecondDecay).addcmul_(gradient, gradient, SecondShare);
        var spread = SecondMoment.sqrt().div_(correction).add_(Epsilon, Scalars.One);
        Parameters.Values.addcdiv_(FirstMoment, spread, rate);
    }
}
