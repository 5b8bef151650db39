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
            _parameters.Values.addcmul_(_parameters.Values, _parameters.Decays, -learningRate * _weightDecay);
        }

        FirstMoment.mul_(Beta1).add_(gradient, 1.0 - Beta1);
        SecondMoment.mul_(Beta2).addcmul_(gradient, gradient, 1.0 - Beta2);
        var spread = SecondMoment.sqrt().div_(Math.Sqrt(1.0 - Math.Pow(Beta2, Steps))).add_(Epsilon);
        _parameters.Values.addcdiv_(FirstMoment, spread, -learningRate / (1.0 - Math.Pow(Beta1, Steps)));
        gradient.zero_();
    }

    public void Dispose()
    {
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
                gradient.mul_(_maxGradientNorm / norm);
            }
        }
    }
}
