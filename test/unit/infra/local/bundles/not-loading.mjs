throw new SyntaxError('TABLE_NAME is missing');
