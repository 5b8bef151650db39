namespace Lana.Operators;

/// <summary>A function of two numbers.</summary>
public enum ArithmeticFunction
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x − y.</summary>
    Subtract,

    /// <summary>x · y.</summary>
    Multiply,

    /// <summary>x / y.</summary>
    Divide,

    /// <summary>x to the power of y.</summary>
    Power,

    /// <summary>The smaller of x and y.</summary>
    Minimum,

    /// <summary>The larger of x and y.</summary>
    Maximum,
}
