namespace Lana.Operators;

/// <summary>The interpolation of a resize between the positions of a map.</summary>
public enum ResizeMode
{
    /// <summary>The nearest position.</summary>
    Nearest,

    /// <summary>Linear interpolation in each direction.</summary>
    Linear,

    /// <summary>Cubic convolution of four positions in each direction, with the coefficient −0.75.</summary>
    Cubic,
}
