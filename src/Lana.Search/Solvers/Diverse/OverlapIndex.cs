using System.Numerics;
using Lana.Solvers.Modelling;

namespace Lana.Solvers.Diverse;

/// <summary>The earlier selections that use an option, and how far a current one agrees with each, as bits.</summary>
/// <remarks>All variables have weight 1. A change of one choice is judged by a few bit counts.</remarks>
internal sealed class OverlapIndex
{
    private readonly int _limit;
    private readonly int _words;
    private readonly ulong[][] _users;
    private readonly int[] _overlaps;
    private readonly ulong[] _over;
    private readonly ulong[] _full;
    private readonly double[] _penalties;

    /// <summary>The penalties are what an agreement beyond the limit costs, by earlier selection.</summary>
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
            for (var v = 0; v < variables.Length; v++)
            {
                if (earlier[k][v] >= 0)
                {
                    _users[v][(earlier[k][v] * _words) + (k / 64)] |= 1UL << (k % 64);
                }
            }
        }
    }

    /// <summary>How many agreements there are beyond the limit, over all earlier selections.</summary>
    public int Excess { get; private set; }

    public void Reset(int[] choice)
    {
        Array.Clear(_overlaps);
        Array.Clear(_over);
        Array.Clear(_full);
        Excess = 0;
        if (_limit == 0)
        {
            for (var k = 0; k < _overlaps.Length; k++)
            {
                _full[k / 64] |= 1UL << (k % 64);
            }
        }

        for (var v = 0; v < choice.Length; v++)
        {
            Add(v, choice[v]);
        }
    }

    /// <summary>By how much the penalties change when a variable changes its option.</summary>
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
        Remove(variable, from);
        Add(variable, to);
    }

    private void Add(int variable, int option)
    {
        var users = _users[variable];
        for (var w = 0; w < _words; w++)
        {
            for (var bits = users[(option * _words) + w]; bits != 0; bits &= bits - 1)
            {
                var k = BitOperations.TrailingZeroCount(bits);
                var overlap = ++_overlaps[(64 * w) + k];
                if (overlap >= _limit)
                {
                    _full[w] |= 1UL << k;
                    if (overlap > _limit)
                    {
                        _over[w] |= 1UL << k;
                        Excess++;
                    }
                }
            }
        }
    }

    private void Remove(int variable, int option)
    {
        var users = _users[variable];
        for (var w = 0; w < _words; w++)
        {
            for (var bits = users[(option * _words) + w]; bits != 0; bits &= bits - 1)
            {
                var k = BitOperations.TrailingZeroCount(bits);
                var overlap = --_overlaps[(64 * w) + k];
                if (overlap >= _limit)
                {
                    Excess--;
                    if (overlap == _limit)
                    {
                        _over[w] &= ~(1UL << k);
                    }
                }
                else
                {
                    _full[w] &= ~(1UL << k);
                }
            }
        }
    }
}
