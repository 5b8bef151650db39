using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Training;

/// <summary>Adam with decoupled weight decay on a vector of parameters.</summary>
/// <remarks>Loshchilov and Hutter 2019, algorithm 2, with PyTorch's order of operations.</remarks>
internal sealed class AdamW(FlatParameters parameters, double weightDecay, double maxGradientNorm)
    : FlatOptimiser(parameters, maxGradientNorm)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Scalar _beta1 = Beta1;
    private readonly Scalar _beta2 = Beta2;
    private readonly Scalar _gradientShare = 1.0 - Beta1;
    private readonly Scalar _squareShare = 1.0 - Beta2;
    private readonly Scalar _epsilon = Epsilon;

    /// <summary>The decaying mean of the gradients.</summary>
    public Tensor FirstMoment { get; } = zeros_like(parameters.Values).DetachFromDisposeScope();

    /// <summary>The decaying mean of their squares.</summary>
    public Tensor SecondMoment { get; } = zeros_like(parameters.Values).DetachFromDisposeScope();

    public override IReadOnlyList<KeyValuePair<string, Tensor>> Moments =>
        [KeyValuePair.Create("first_moment", FirstMoment), KeyValuePair.Create("second_moment", SecondMoment)];

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
        FirstMoment.mul_(_beta1).add_(gradient, _gradientShare);
        SecondMoment.mul_(_beta2).addcmul_(gradient, gradient, _squareShare);
        var spread = SecondMoment.sqrt().div_(correction).add_(_epsilon, Scalars.One);
        Parameters.Values.addcdiv_(FirstMoment, spread, rate);
    }

    protected override void DisposeScalars()
    {
        foreach (var scalar in new[] { _beta1, _beta2, _gradientShare, _squareShare, _epsilon })
        {
            scalar.Dispose();
        }
    }
}
