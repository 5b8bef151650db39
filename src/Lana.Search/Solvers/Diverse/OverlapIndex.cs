using System.Numerics;

namespace Lana.Solvers.Diverse;

/// <summary>The earlier selections that use an option, and the agreements of the current selection with each, as
/// bits.</summary>
/// <remarks>All variables have weight 1. A change of one choice is evaluated by a few bit counts.</remarks>
internal sealed class OverlapIndex
{
    private readonly int _limit;
    private readonly int _words;
    private readonly ulong[][] _users;
    private readonly int[] _overlaps;
    private readonly ulong[] _over;
    private readonly ulong[] _full;
    private readonly double[] _penalties;

    /// <summary>Starts with the first option of every variable; penalties by earlier selection.</summary>
    public OverlapIndex(SolveRequest request, double[] penalties)
    {
        var (earlier, variables) = (request.Earlier, request.Model.Variables);
        (_limit, _penalties) = (request.OverlapLimit, penalties);
        _words = (earlier.Count + 63) / 64;
        _users = Array.ConvertAll(variables, variable => new ulong[variable.Count * _words]);
        _overlaps = new int[earlier.Count];
        _over = new ulong[_words];
        _full = new ulong[_words];
        for (var k = 0; k < earlier.Count; k++)
        {
            var bit = 1UL << (k % 64);
            _full[k / 64] |= _limit == 0 ? bit : 0UL;
            for (var v = 0; v < variables.Length; v++)
            {
                if (earlier[k][v] >= 0)
                {
                    _users[v][(earlier[k][v] * _words) + (k / 64)] |= bit;
                }
            }
        }

        for (var v = 0; v < variables.Length; v++)
        {
            Shift(v, option: 0, by: 1);
        }
    }

    /// <summary>The number of agreements beyond the limit, over all earlier selections.</summary>
    public int Excess { get; private set; }

    /// <summary>The change of the penalties when a variable changes its option.</summary>
    public double Change(int variable, int from, int to)
    {
        var users = _users[variable];
        var added = users.AsSpan(to * _words, _words);
        var removed = users.AsSpan(from * _words, _words);
        var change = 0.0;
        for (var w = 0; w < added.Length; w++)
        {
            for (var bits = added[w] & _full[w]; bits != 0; bits &= bits - 1)
            {
                change += _penalties[(64 * w) + BitOperations.TrailingZeroCount(bits)];
            }

            for (var bits = removed[w] & _over[w]; bits != 0; bits &= bits - 1)
            {
                change -= _penalties[(64 * w) + BitOperations.TrailingZeroCount(bits)];
            }
        }

        return change;
    }

    public void Apply(int variable, int from, int to)
    {
        Shift(variable, from, by: -1);
        Shift(variable, to, by: 1);
    }

    private void Shift(int variable, int option, int by)
    {
        var users = _users[variable];
        for (var w = 0; w < _words; w++)
        {
            for (var bits = users[(option * _words) + w]; bits != 0; bits &= bits - 1)
            {
                var bit = bits & (~bits + 1);
                var overlap = _overlaps[(64 * w) + BitOperations.TrailingZeroCount(bits)] += by;
                Excess += Math.Max(overlap, overlap - by) > _limit ? by : 0;
                _full[w] = overlap >= _limit ? _full[w] | bit : _full[w] & ~bit;
                _over[w] = overlap > _limit ? _over[w] | bit : _over[w] & ~bit;
            }
        }
    }
}
