namespace Lana.Solvers.Modelling;

/// <summary>The pair terms between two variables, [option of the first, option of the second], zero where none is
/// set.</summary>
internal sealed record PairEdge(int First, int Second, double[,] Terms);
