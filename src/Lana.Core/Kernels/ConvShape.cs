namespace Lana.Kernels;

/// <summary>The numbers of a square convolution on which its computation depends.</summary>
internal readonly record struct ConvShape(int Out, int Kernel, int Stride, int Groups);
