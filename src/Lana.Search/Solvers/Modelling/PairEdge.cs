namespace Lana.Solvers.Modelling;

/// <summary>The pair terms between two variables, [option of the first, option of the second], 0 for none.</summary>
internal sealed record PairEdge(int First, int Second, double[,] Terms);
