using TorchSharp;

namespace Lana.Definitions;

/// <summary>The equations of a ridge regression.</summary>
internal sealed class NormalEquations
{
    // Constant features have no variance that could scale the regularisation.
    private const double SmallestPenalty = 1e-30;

    private readonly Tensor _meanRow;
    private readonly Tensor _meanWanted;
    private readonly Tensor _gram;
    private readonly Tensor _moments;

    /// <summary>Forms the equations; tensors belong to the enclosing dispose scope.</summary>
    /// <param name="rows">[R, D].</param>
    /// <param name="wanted">[R, C'].</param>
    /// <param name="hasIntercept">True to fit a constant too.</param>
    public NormalEquations(Tensor rows, Tensor wanted, bool hasIntercept)
    {
        (_meanRow, _meanWanted) = hasIntercept
            ? (rows.mean([0], keepdim: true), wanted.mean([0], keepdim: true))
            : (zeros([1, rows.size(1)], dtype: rows.dtype), zeros([1, wanted.size(1)], dtype: wanted.dtype));
        var centred = rows.sub(_meanRow);
        using Scalar count = (double)rows.size(0);
        _gram = centred.t().matmul(centred).to(float64).div(count);
        _moments = centred.t().matmul(wanted.sub(_meanWanted)).to(float64).div(count);
    }

    /// <summary>The kernels [D, C'].</summary>
    /// <param name="ridge">The weight of their size, in units of the mean variance of a row's values.</param>
    public Tensor Solve(double ridge)
    {
        using Scalar strength = ridge;
        using Scalar least = SmallestPenalty;
        var penalty = _gram.diagonal().mean().mul(strength).clamp_min(least);
        var system = _gram.add(eye(_gram.size(0), dtype: float64).mul(penalty));
        return linalg.solve(system, _moments).to(float32);
    }

    /// <summary>The squared error on other rows.</summary>
    public double ErrorOn(Tensor rows, Tensor wanted, double ridge) => rows.sub(_meanRow)
        .matmul(Solve(ridge))
        .add(_meanWanted)
        .sub(wanted)
        .square()
        .mean()
        .item<float>();
}
