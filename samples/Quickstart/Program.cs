Console.WriteLine("PagoDigitale");
