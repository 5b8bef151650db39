namespace Lana.Solvers.Modelling;

/// <summary>The pair terms between two variables, [option of the first, option of the second], 0 for none.</summary>
internal sealed record PairEdge(int First, int Second, double[,] Terms)
{
    /// <summary>The terms of some options.</summary>
    public PairEdge Keep(int[] firsts, int[] seconds)
    {
        var terms = new double[firsts.Length, seconds.Length];
        for (var first = 0; first < firsts.Length; first++)
        {
            for (var second = 0; second < seconds.Length; second++)
            {
                terms[first, second] = Terms[firsts[first], seconds[second]];
            }
        }

        return this with { Terms = terms };
    }
}
