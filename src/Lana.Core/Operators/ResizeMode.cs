namespace Lana.Operators;

/// <summary>How a resize finds the values between the places of a map.</summary>
public enum ResizeMode
{
    /// <summary>The nearest place.</summary>
    Nearest,

    /// <summary>Linear interpolation in each direction.</summary>
    Linear,

    /// <summary>Cubic convolution of four places in each direction, with the coefficient −0.75.</summary>
    Cubic,
}
