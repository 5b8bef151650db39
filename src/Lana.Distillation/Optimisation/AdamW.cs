using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Optimisation;

/// <summary>Adam with decoupled weight decay on a vector of parameters.</summary>
/// <remarks>Loshchilov and Hutter 2019, algorithm 2, with PyTorch's order of operations.</remarks>
internal sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly FlatParameters _parameters;
    private readonly double _weightDecay;
    private readonly double _maxGradientNorm;
    private readonly Scalar _beta1 = Beta1;
    private readonly Scalar _beta2 = Beta2;
    private readonly Scalar _fresh1 = 1.0 - Beta1;
    private readonly Scalar _fresh2 = 1.0 - Beta2;
    private readonly Scalar _epsilon = Epsilon;

    public AdamW(FlatParameters parameters, double weightDecay, double maxGradientNorm)
    {
        _parameters = parameters;
        _weightDecay = weightDecay;
        _maxGradientNorm = maxGradientNorm;
        FirstMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
        SecondMoment = zeros_like(parameters.Values).DetachFromDisposeScope();
    }

    /// <summary>The decaying mean of the gradients.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>The decaying mean of their squares.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Moves the parameters against their gradients and clears the gradients.</summary>
    public void Step(double learningRate)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        var gradient = _parameters.Gradients;
        ClipGradients(gradient);
        if (_weightDecay > 0.0)
        {
            // In place and elementwise: reading and writing the same vector is safe.
            using Scalar decay = -learningRate * _weightDecay;
            _parameters.Values.addcmul_(_parameters.Values, _parameters.Decays, decay);
        }

        using Scalar correction = Math.Sqrt(1.0 - Math.Pow(Beta2, Steps));
        using Scalar rate = -learningRate / (1.0 - Math.Pow(Beta1, Steps));
        FirstMoment.mul_(_beta1).add_(gradient, _fresh1);
        SecondMoment.mul_(_beta2).addcmul_(gradient, gradient, _fresh2);
        var spread = SecondMoment.sqrt().div_(correction).add_(_epsilon, Scalars.One);
        _parameters.Values.addcdiv_(FirstMoment, spread, rate);
        gradient.zero_();
    }

    public void Dispose()
    {
        foreach (var number in new[] { _beta1, _beta2, _fresh1, _fresh2, _epsilon })
        {
            number.Dispose();
        }

        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }

    private void ClipGradients(Tensor gradient)
    {
        if (_maxGradientNorm > 0.0)
        {
            var norm = gradient.norm().item<float>();
            if (norm > _maxGradientNorm)
            {
                using Scalar shrink = _maxGradientNorm / norm;
                gradient.mul_(shrink);
            }
        }
    }
}
