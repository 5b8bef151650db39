using TorchSharp;

namespace Lana.Pruning;

/// <summary>A convolution that reads channels, and the loss of removing some of them when the remaining weights are
/// fitted again.</summary>
/// <remarks>The removal of weights by the curvature of a squared error: Hassibi and Stork 1993 (optimal brain surgeon),
/// by channels as Frantar and Alistarh 2022 (arXiv 2208.11580) remove blocks. A convolution that is grouped or reads
/// more than 2,048 values is not fitted: then the energy of a channel, times that of its weights, is used.</remarks>
internal sealed class ChannelReader
{
    private const double Ridge = 1e-3;

    // The inverse of a larger matrix takes seconds and gigabytes.
    private const int MaxColumns = 2048;

    private readonly ChannelUnits _units;
    private readonly int _taps;
    private readonly double[]? _energies;
    private List<int> _inputs;
    private Tensor _inverse;
    private Tensor _kernels;

    /// <summary>Prepares the reader; tensors belong to the enclosing dispose scope.</summary>
    /// <param name="units">The layer's channels.</param>
    /// <param name="conv">The convolution.</param>
    /// <param name="weight">Its kernels [C', C / groups, k, k].</param>
    /// <param name="rows">Its inputs, [R, C · k · k].</param>
    public ChannelReader(ChannelUnits units, ConvChannels conv, Tensor weight, Tensor rows)
    {
        (_units, _taps) = (units, conv.Conv.Kernel.Area);
        _inputs = [.. conv.Inputs.Select(units.Find)];
        _kernels = weight.to(float64).flatten(1);
        using Scalar count = (double)rows.size(0);
        if (conv.Conv.Groups > 1 || rows.size(1) > MaxColumns)
        {
            _energies = Energies(conv.Conv.Groups, weight, rows);
            _inverse = _kernels;
            return;
        }

        var gram = rows.t().matmul(rows).to(float64).div(count);
        using Scalar ridge = Ridge;
        _inverse = linalg.inv(gram.add(eye(gram.size(0), dtype: float64).mul(gram.diagonal().mean().mul(ridge))));
    }

    /// <summary>The loss of the output if only one input channel is removed, for each.</summary>
    public IReadOnlyList<(int Unit, double Cost)> Costs() => [.. _inputs.Zip(_energies ?? Errors())];

    /// <summary>Removes channels and fits the others again.</summary>
    public void Remove(IReadOnlySet<int> units)
    {
        if (_energies is not null)
        {
            return;
        }

        var gone = Columns(unit => units.Contains(unit));
        var kept = Columns(unit => !units.Contains(unit));
        if (gone.Length == 0)
        {
            return;
        }

        var rows = _inverse.index_select(0, gone);
        var factor = linalg.solve(rows.index_select(1, gone), rows.index_select(1, kept));
        _kernels = _kernels.index_select(1, kept).sub(_kernels.index_select(1, gone).matmul(factor));
        _inverse = _inverse.index_select(0, kept).index_select(1, kept)
            .sub(rows.index_select(1, kept).t().matmul(factor));
        _inputs = [.. _inputs.Where(unit => !units.Contains(unit))];
    }

    private double[] Errors()
    {
        var count = _inputs.Count;
        var blocks = _inverse.view(count, _taps, count, _taps).diagonal(0, 0, 2).permute(2, 0, 1); // [C, k · k, k · k]
        var kernels = _kernels.view(-1, count, _taps).transpose(0, 1); // [C, C', k · k]
        return kernels.matmul(linalg.inv(blocks.contiguous())).mul(kernels).sum([1, 2]).data<double>().ToArray();
    }

    private double[] Energies(int groups, Tensor weight, Tensor rows)
    {
        var energy = rows.square().mean([0]).view(-1, _taps).mean([1]).to(float64);
        var size = weight.to(float64).square().view(groups, -1, weight.size(1), _taps).sum([1, 3]).flatten();
        return energy.mul(size).data<double>().ToArray();
    }

    private long[] Columns(Func<int, bool> predicate) =>
    [
        .. _inputs.SelectMany((unit, input) => predicate(unit)
            ? Enumerable.Range(input * _taps, _taps).Select(column => (long)column)
            : []),
    ];
}
